package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.log.LogThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scrapes that were answered without a collector while their threads still wait inside it. While one of them has
 * waited for long, or many have waited for a while, the collector counts as stuck and no further thread enters it.
 * Clients with short time-outs alone, however many, do not make it stuck.
 */
final class HangingScrapes {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MANY = 8;
    /** The part of the patience after which many are enough. */
    private static final int PART_FOR_MANY = 5;

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
        return waiting(now, patienceNanos) > 0 || waiting(now, patienceNanos / PART_FOR_MANY) >= MANY;
    }

    private long waiting(long now, long atLeast) {
        return entered.stream().filter(since -> now - since >= atLeast).count();
    }
}
