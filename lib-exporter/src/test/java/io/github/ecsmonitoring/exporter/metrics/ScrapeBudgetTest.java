package io.github.ecsmonitoring.exporter.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScrapeBudgetTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final ScrapeBudget budget = new ScrapeBudget(3, 6 * MEGABYTE, this::exhausted);
    private volatile Runnable onExhausted = () -> {};
    private int exhausted;

    @Test
    void limitsTheNumberOfScrapesUntilTheirPagesAreWritten() {
        List<ScrapeBudget.Permit> permits = List.of(acquire(), acquire(), acquire());
        assertThat(acquire()).isNull();
        permits.get(0).pageWritten(1, 1);
        try (ScrapeBudget.Permit next = acquire()) {
            assertThat(next).isNotNull();
            permits.get(0).close();
            assertThat(acquire())
                    .as("closing after writing releases nothing more")
                    .isNull();
        }
        permits.get(1).close();
        permits.get(1).close();
        assertThat(acquire()).isNotNull();
        assertThat(acquire()).isNotNull();
        assertThat(acquire()).isNull();
    }

    @Test
    void allowsAnyNumberOfScrapesWithoutALimit() {
        ScrapeBudget unlimited = new ScrapeBudget(0, MEGABYTE, () -> {});
        for (int i = 0; i < 1000; i++) {
            assertThat(unlimited.acquire(in(0))).isNotNull();
        }
    }

    @Test
    void grantsMemoryForPagesOfTheLastSize() {
        pageOf(2 * MEGABYTE);
        granted();
        granted();
        ScrapeBudget.Permit third = granted();
        third.pageWritten(2 * MEGABYTE, MEGABYTE / 20);
        try (ScrapeBudget.Permit fourth = acquire()) {
            assertThat(fourth.awaitMemory())
                    .as("a page that is being sent takes less memory, but some")
                    .isFalse();
        }
        third.close();
        granted();
    }

    @Test
    void aPermitGrowsToAllMemoryAndNotBeyond() {
        ScrapeBudget.Permit permit = granted();
        assertThat(permit.resize(6 * MEGABYTE)).isTrue();
        assertThat(permit.resize(6 * MEGABYTE + 1)).isFalse();
        assertThat(permit.bytes()).isEqualTo(6 * MEGABYTE);
        assertThat(permit.resize(MEGABYTE)).as("less is always granted").isTrue();
        assertThat(permit.bytes()).isEqualTo(MEGABYTE);
    }

    /** Both may not wait for the other's memory. */
    @Test
    void refusesMoreToTheLastScrapeThatAsksIfAllOthersWait() throws Exception {
        ScrapeBudget.Permit one = granted(30_000);
        ScrapeBudget.Permit other = granted(30_000);
        assertThat(one.resize(3 * MEGABYTE)).isTrue();
        assertThat(other.resize(3 * MEGABYTE)).isTrue();
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        onExhausted = () -> waiting.complete(true);
        CompletableFuture<Boolean> grown = CompletableFuture.supplyAsync(() -> one.resize(4 * MEGABYTE));
        assertThat(waiting.get(30, SECONDS)).isTrue();
        assertThat(other.resize(4 * MEGABYTE)).isFalse();
        assertThat(other.resize(2 * MEGABYTE))
                .as("it drops the samples of a collector")
                .isTrue();
        assertThat(grown.get(30, SECONDS)).isTrue();
    }

    @Test
    void aScrapeThatGrowsWaitsForPagesThatAreBeingSent() {
        ScrapeBudget.Permit sent = granted();
        sent.pageWritten(1, 3 * MEGABYTE);
        onExhausted = sent::close;
        assertThat(granted(30_000).resize(5 * MEGABYTE)).isTrue();
    }

    /** SlowClientsTest shows the eviction of clients. */
    @Test
    void callsBackUntilThereIsEnoughMemory() {
        ScrapeBudget.Permit large = granted();
        large.pageWritten(MEGABYTE, 6 * MEGABYTE);
        onExhausted = () -> {
            if (exhausted == 3) {
                large.close();
            }
        };
        assertThat(budget.acquire(in(30_000)).awaitMemory()).isTrue();
        assertThat(exhausted).isEqualTo(3);
    }

    private void exhausted() {
        exhausted++;
        onExhausted.run();
    }

    private ScrapeBudget.Permit acquire() {
        return budget.acquire(in(0));
    }

    private ScrapeBudget.Permit granted() {
        return granted(0);
    }

    private ScrapeBudget.Permit granted(long millis) {
        ScrapeBudget.Permit permit = budget.acquire(in(millis));
        assertThat(permit.awaitMemory()).isTrue();
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
