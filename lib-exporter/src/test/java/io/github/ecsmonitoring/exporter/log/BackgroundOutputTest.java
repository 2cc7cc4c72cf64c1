package io.github.ecsmonitoring.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundOutputTest {
    private static final int LONG = 60_000;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesLinesInTheirOrder() {
        BackgroundOutput output = new BackgroundOutput(new PrintStream(written, true, StandardCharsets.UTF_8), LONG);
        output.start(() -> {});
        for (int i = 0; i < 100; i++) {
            assertThat(output.write("line " + i)).isTrue();
        }
        output.flush(LONG);
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .hasSize(100)
                .startsWith("line 0", "line 1")
                .endsWith("line 98", "line 99");
    }

    @Test
    void losesLinesWhileTheStreamBlocksButNeverBlocksItsCallers() {
        CountDownLatch release = new CountDownLatch(1);
        BackgroundOutput output = new BackgroundOutput(new PrintStream(blocking(release), true), LONG);
        output.start(() -> {});
        String line = "x".repeat(1000);
        int accepted = 0;
        while (output.write(line)) {
            accepted++;
        }
        assertThat(accepted).isBetween(64, 70);
        output.flush(10);
        release.countDown();
        output.flush(LONG);
        assertThat(written.toString(StandardCharsets.UTF_8)).hasLineCount(accepted);
        assertThat(output.write(line)).isTrue();
    }

    @Test
    void runsTheIdleTaskWhileNothingIsLogged() throws Exception {
        Semaphore idle = new Semaphore(0);
        BackgroundOutput output = new BackgroundOutput(new PrintStream(written, true, StandardCharsets.UTF_8), 1);
        output.start(idle::release);
        idle.acquire(3);
    }

    private OutputStream blocking(CountDownLatch release) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                written.write(b);
            }
        };
    }
}
