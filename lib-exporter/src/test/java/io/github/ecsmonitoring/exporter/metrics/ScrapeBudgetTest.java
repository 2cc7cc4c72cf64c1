package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScrapeBudgetTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final ScrapeBudget budget = new ScrapeBudget(3, 6 * MEGABYTE, this::exhausted);
    private Runnable onExhausted = () -> {};
    private int exhausted;

    @Test
    void limitsTheNumberOfScrapesUntilTheirPagesAreWritten() {
        pageOf(1);
        List<ScrapeBudget.Permit> permits = List.of(budget.acquire(), budget.acquire(), budget.acquire());
        assertThat(budget.acquire()).isNull();
        permits.get(0).pageWritten(1, 1);
        try (ScrapeBudget.Permit next = budget.acquire()) {
            assertThat(next).isNotNull();
            permits.get(0).close();
            assertThat(budget.acquire())
                    .as("closing after writing releases nothing more")
                    .isNull();
        }
        permits.get(1).close();
        permits.get(1).close();
        assertThat(budget.acquire()).isNotNull();
        assertThat(budget.acquire()).isNotNull();
        assertThat(budget.acquire()).isNull();
    }

    @Test
    void allowsAnyNumberOfScrapesWithoutALimit() {
        ScrapeBudget unlimited = new ScrapeBudget(0, MEGABYTE, () -> {});
        for (int i = 0; i < 1000; i++) {
            assertThat(unlimited.acquire()).isNotNull();
        }
    }

    @Test
    void runsTheFirstScrapeAlone() {
        try (ScrapeBudget.Permit first = granted();
                ScrapeBudget.Permit second = budget.acquire()) {
            assertThat(second.awaitMemory(in(50))).isFalse();
            first.pageWritten(MEGABYTE / 10, MEGABYTE / 10);
        }
        assertThat(granted()).isNotNull();
    }

    @Test
    void grantsMemoryForPagesOfTheLastSize() {
        for (int i = 0; i < 200; i++) {
            pageOf(MEGABYTE / 2);
        }
        granted();
        granted();
        ScrapeBudget.Permit third = granted();
        third.pageWritten(MEGABYTE / 2, MEGABYTE / 20);
        try (ScrapeBudget.Permit fourth = budget.acquire()) {
            assertThat(fourth.awaitMemory(in(0)))
                    .as("a page that is being sent takes less memory, but some")
                    .isFalse();
        }
        third.close();
        granted();
    }

    /** SlowClientsTest shows the eviction of clients. */
    @Test
    void callsBackUntilThereIsEnoughMemory() {
        ScrapeBudget.Permit large = granted();
        large.pageWritten(MEGABYTE, 3 * MEGABYTE);
        onExhausted = () -> {
            if (exhausted == 3) {
                large.close();
            }
        };
        assertThat(budget.acquire().awaitMemory(in(30_000))).isTrue();
        assertThat(exhausted).isEqualTo(3);
    }

    private void exhausted() {
        exhausted++;
        onExhausted.run();
    }

    private ScrapeBudget.Permit granted() {
        ScrapeBudget.Permit permit = budget.acquire();
        assertThat(permit.awaitMemory(in(0))).isTrue();
        return permit;
    }

    private void pageOf(int bytes) {
        try (ScrapeBudget.Permit permit = granted()) {
            permit.pageWritten(bytes, bytes);
        }
    }

    private static long in(long millis) {
        return System.nanoTime() + 1_000_000 * millis;
    }
}
