package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PageMemoryTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final PageMemory memory = new PageMemory(this::wanted, 6 * MEGABYTE);
    private Runnable onWanted = () -> {};
    private int wanted;

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
        assertThat(memory.take(in(0)))
                .as("a page that is being sent needs less, but not nothing")
                .isNull();
        third.close();
        assertThat(memory.take(in(0))).isNotNull();
    }

    /** What the exporter does for it is in SlowClientsTest. */
    @Test
    void asksForMemoryUntilThereIsEnough() {
        PageMemory.Share large = memory.take(in(0));
        large.written(MEGABYTE, 3 * MEGABYTE);
        onWanted = () -> {
            if (wanted == 3) {
                large.close();
            }
        };
        assertThat(memory.take(in(30_000))).isNotNull();
        assertThat(wanted).isEqualTo(3);
    }

    private void wanted() {
        wanted++;
        onWanted.run();
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
