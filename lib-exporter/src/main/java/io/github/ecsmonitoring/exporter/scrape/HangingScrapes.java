package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.log.LogThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scrapes that were answered without a collector while their threads still wait inside it. While one of them has
 * waited for long, or many wait, the collector counts as stuck and no further thread enters it. A client with a short
 * time-out alone does not make it stuck.
 */
final class HangingScrapes {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 8;

    private final long patienceNanos;
    private final List<Long> entered = new ArrayList<>();
    private final LogThrottle late = new LogThrottle(System::nanoTime);

    HangingScrapes(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Adds a scrape that was answered without the collector.
     *
     * @param since the {@link System#nanoTime()} at which its thread entered the collector
     * @return whether to log it
     */
    synchronized boolean add(long since) {
        entered.add(since);
        return late.isDue();
    }

    /** Removes a scrape whose thread has returned; true if the collector was stuck, which is logged. */
    synchronized boolean remove(long since) {
        boolean stuck = isStuck();
        entered.remove(since);
        return stuck;
    }

    synchronized boolean isStuck() {
        if (entered.isEmpty()) {
            return false; // as nearly always
        }
        long now = System.nanoTime();
        return entered.size() >= MOST || entered.stream().anyMatch(since -> now - since >= patienceNanos);
    }
}
