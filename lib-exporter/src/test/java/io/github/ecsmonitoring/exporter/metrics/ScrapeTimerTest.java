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

class ScrapeTimerTest {
    private static final long LATER = TimeUnit.HOURS.toNanos(1);

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ScrapeTimer timer = new ScrapeTimer(
            new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.ERROR, Log.Format.LOGFMT));
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void wakesUpForATaskBeforeTheOneItWaitsFor() throws InterruptedException {
        timer.schedule(System.nanoTime() + LATER, () -> ran.add("later"));
        Thread.sleep(20);
        await(TimeUnit.MILLISECONDS.toNanos(50), "soon");
        await(0, "now");
        assertThat(ran).containsExactly("soon", "now");
    }

    @Test
    void doesNotRunACancelledTask() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        timer.schedule(System.nanoTime(), () -> {
            busy.countDown();
            awaitUninterruptibly(release);
        });
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
        timer.cancel(timer.schedule(System.nanoTime(), () -> ran.add("cancelled")));
        release.countDown();
        await(0, "last");
        assertThat(ran).containsExactly("last");
    }

    /** For example because the process has no more threads. */
    @Test
    void runsLaterTasksAfterOneThatFails() throws InterruptedException {
        timer.schedule(System.nanoTime(), () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        await(TimeUnit.MILLISECONDS.toNanos(50), "last");
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains(
                        "level=ERROR msg=\"late scrape failed\" err=\"java.lang.OutOfMemoryError: unable to create native thread\"");
    }

    @Test
    void wakesUpAfterATimeWithoutTasks() throws InterruptedException {
        await(0, "first");
        Thread.sleep(20);
        timer.cancel(timer.schedule(System.nanoTime() + LATER, () -> ran.add("cancelled")));
        Thread.sleep(20);
        await(0, "last");
        assertThat(ran).containsExactly("first", "last");
    }

    private void await(long nanos, String name) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        timer.schedule(System.nanoTime() + nanos, () -> {
            ran.add(name);
            done.countDown();
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).as(name).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
