package io.github.ecsmonitoring.exporter.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The scrapes that went on without a collector and whose threads still wait inside it. While one of them has waited for long, or many
 * wait, the collector counts as stuck and no further thread enters it. A client with a short time-out alone does not make it so.
 */
final class Hanging {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 8;

    private final long patienceNanos;
    private final List<Long> entered = new ArrayList<>();

    Hanging(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** A scrape went on without the collector, which its thread entered at this {@link System#nanoTime()}. */
    synchronized void add(long since) {
        entered.add(since);
    }

    /** That thread came back. */
    synchronized void remove(long since) {
        entered.remove(since);
    }

    synchronized boolean isStuck() {
        if (entered.isEmpty()) {
            return false; // as nearly always
        }
        long now = System.nanoTime();
        return entered.size() >= MOST || entered.stream().anyMatch(since -> now - since >= patienceNanos);
    }
}
