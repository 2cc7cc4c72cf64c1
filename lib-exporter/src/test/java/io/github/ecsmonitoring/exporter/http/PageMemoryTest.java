package io.github.ecsmonitoring.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PageMemoryTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final SlowClients clients = new SlowClients();
    private final PageMemory memory = new PageMemory(clients, 6 * MEGABYTE);

    @Test
    void letsTheFirstScrapeGoAlone() {
        try (PageMemory.Share first = memory.take(in(0))) {
            assertThat(memory.take(in(50))).isNull();
            first.written(MEGABYTE / 10, MEGABYTE / 10);
        }
        assertThat(memory.take(in(0))).isNotNull();
    }

    @Test
    void letsAsManyCollectAsPagesOfTheLastSizeFit() {
        for (int i = 0; i < 200; i++) {
            pageOf(MEGABYTE / 2);
        }
        assertThat(memory.take(in(0))).isNotNull();
        assertThat(memory.take(in(0))).isNotNull();
        PageMemory.Share third = memory.take(in(0));
        assertThat(memory.take(in(0))).isNull();
        third.written(MEGABYTE / 2, MEGABYTE / 20);
        assertThat(memory.take(in(0))).as("a page that is being sent needs less, but not nothing").isNull();
        third.close();
        assertThat(memory.take(in(0))).isNotNull();
    }

    @Test
    void takesThePageOfAClientThatStandsStill() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CompletableFuture<Throwable> sender = CompletableFuture.supplyAsync(() -> {
            try (PageMemory.Share share = memory.take(in(0)); Pipe.SourceChannel neverSends = Pipe.open().source()) {
                share.written(MEGABYTE, 3 * MEGABYTE);
                clients.begin(true);
                sending.countDown();
                try {
                    neverSends.read(ByteBuffer.allocate(1));
                } catch (ClosedByInterruptException e) {
                    clients.end();
                }
                return null;
            } catch (IOException e) {
                return e;
            }
        });
        sending.await();
        assertThat(memory.take(in(30_000))).as("waits until then").isNotNull();
        assertThat(sender).succeedsWithin(Duration.ofSeconds(30)).hasToString("java.io.IOException: cut off: it stood still and its place was wanted");
    }

    private void pageOf(int bytes) {
        try (PageMemory.Share share = memory.take(in(0))) {
            share.written(bytes, bytes);
        }
    }

    private static long in(long millis) {
        return System.nanoTime() + 1_000_000 * millis;
    }
}
