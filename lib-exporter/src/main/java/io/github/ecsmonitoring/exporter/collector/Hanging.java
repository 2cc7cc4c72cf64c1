package io.github.ecsmonitoring.exporter.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scrapes that went on without a collector and whose threads still wait inside it. While one of them has waited for
 * long, or many wait, the collector counts as stuck and no further thread enters it. A client with a short time-out
 * alone does not make it so.
 */
final class Hanging {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 8;

    private final long patienceNanos;
    private final List<Long> entered = new ArrayList<>();
    private final OnceAMinute late = new OnceAMinute(System::nanoTime);

    Hanging(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /**
     * A scrape went on without the collector, which its thread entered at this {@link System#nanoTime()}. True if the
     * log should say so.
     */
    synchronized boolean add(long since) {
        entered.add(since);
        return late.isDue();
    }

    /** That thread came back. True if the log should say so: scrapes were made without the collector meanwhile. */
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
