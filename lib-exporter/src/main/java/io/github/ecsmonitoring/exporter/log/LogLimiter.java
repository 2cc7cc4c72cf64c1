package io.github.ecsmonitoring.exporter.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Allows five lines of each kind {@code K} a minute, and counts the others. */
final class LogLimiter<K> {
    static final int LINES = 5;
    static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_KINDS = 100;

    /** Lines of a kind that were suppressed within an interval. */
    record Suppressed<K>(K kind, int lines) {}

    private static final class Count {
        private final long begin;
        private int lines;

        private Count(long begin) {
            this.begin = begin;
        }
    }

    private final LongSupplier nanoTime;
    private final Map<K, Count> counts = new HashMap<>();

    /** A limiter by a clock such as {@link System#nanoTime()}. */
    LogLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Above the maximum number of kinds, others count as {@code overflow}. */
    synchronized boolean allows(K kind, K overflow) {
        boolean counted = counts.containsKey(kind) || counts.size() < MAX_KINDS;
        Count count = counts.computeIfAbsent(counted ? kind : overflow, absent -> new Count(nanoTime.getAsLong()));
        count.lines++;
        return count.lines <= LINES;
    }

    /** Ends the intervals that are over and returns what was suppressed within them. */
    synchronized List<Suppressed<K>> endIntervals() {
        return end(nanoTime.getAsLong() - INTERVAL.toNanos());
    }

    /** Ends all intervals. */
    synchronized List<Suppressed<K>> endAll() {
        return end(nanoTime.getAsLong());
    }

    private List<Suppressed<K>> end(long latestBegin) {
        List<Suppressed<K>> suppressed = new ArrayList<>();
        for (Iterator<Map.Entry<K, Count>> i = counts.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<K, Count> each = i.next();
            if (each.getValue().begin - latestBegin <= 0) {
                i.remove();
                if (each.getValue().lines > LINES) {
                    suppressed.add(new Suppressed<>(each.getKey(), each.getValue().lines - LINES));
                }
            }
        }
        return suppressed;
    }
}
