package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Deadlines deadlines = new Deadlines(
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.ERROR, Log.Format.LOGFMT));
    private final List<String> late = new CopyOnWriteArrayList<>();
    private final CountDownLatch last = new CountDownLatch(1);

    /** The second one is set while the thread waits for a later one already. */
    @Test
    void runsWhatIsLateInTheOrderOfTheTimes() throws InterruptedException {
        deadlines.set(in(300), this::end);
        Thread.sleep(20);
        deadlines.set(in(100), () -> late.add("first"));
        deadlines.set(in(200), () -> late.add("second"));
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late).containsExactly("first", "second", "last");
    }

    @Test
    void runsNothingThatHasEnded() throws InterruptedException {
        Deadlines.Deadline ended = deadlines.set(in(100), () -> late.add("ended"));
        deadlines.set(in(200), this::end);
        deadlines.end(ended);
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late).containsExactly("last");
    }

    /** Where the machine has no more threads, say. */
    @Test
    void goesOnAfterOneThatFails() throws InterruptedException {
        deadlines.set(in(10), () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        deadlines.set(in(50), this::end);
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains(
                        "level=ERROR msg=\"late scrape failed\" err=\"java.lang.OutOfMemoryError: unable to create native thread\"");
    }

    @Test
    void goesOnAfterATimeWithoutAny() throws InterruptedException {
        deadlines.end(deadlines.set(in(20), () -> late.add("ended")));
        Thread.sleep(60);
        deadlines.set(in(0), this::end);
        assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late).containsExactly("last");
    }

    private void end() {
        late.add("last");
        last.countDown();
    }

    private static long in(int millis) {
        return System.nanoTime() + millis * 1_000_000L;
    }
}
