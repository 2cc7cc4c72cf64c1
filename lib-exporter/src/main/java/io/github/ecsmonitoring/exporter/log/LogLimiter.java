package io.github.ecsmonitoring.exporter.log;

import io.github.ecsmonitoring.exporter.log.Log.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Allows five lines of each kind a minute, and counts the others. */
final class LogLimiter {
    static final int LINES = 5;
    static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_KINDS = 100;
    private static final String OTHERS = "other messages";

    /** Lines with the same message about the same subject, the first detail; both may be null. */
    record Kind(Level level, String message, String subjectName, String subject) {}

    /** Lines of a kind that were suppressed within an interval. */
    record Suppressed(Kind kind, int lines) {}

    private static final class Count {
        private final long begin;
        private int lines;

        private Count(long begin) {
            this.begin = begin;
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Kind, Count> counts = new HashMap<>();

    /** A limiter by a clock such as {@link System#nanoTime()}. */
    LogLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Kinds above the maximum number of kinds count as one. */
    synchronized boolean allows(Kind kind) {
        boolean known = counts.containsKey(kind) || counts.size() < MAX_KINDS;
        Kind counted = known ? kind : new Kind(kind.level, OTHERS, null, null);
        Count count = counts.computeIfAbsent(counted, absent -> new Count(nanoTime.getAsLong()));
        count.lines++;
        return count.lines <= LINES;
    }

    /** Ends the intervals that are over and returns what was suppressed within them. */
    synchronized List<Suppressed> endIntervals() {
        return end(nanoTime.getAsLong() - INTERVAL.toNanos());
    }

    /** Ends all intervals. */
    synchronized List<Suppressed> endAll() {
        return end(nanoTime.getAsLong());
    }

    private List<Suppressed> end(long latestBegin) {
        List<Suppressed> suppressed = new ArrayList<>();
        for (Iterator<Map.Entry<Kind, Count>> i = counts.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Kind, Count> each = i.next();
            if (each.getValue().begin - latestBegin <= 0) {
                i.remove();
                if (each.getValue().lines > LINES) {
                    suppressed.add(new Suppressed(each.getKey(), each.getValue().lines - LINES));
                }
            }
        }
        return suppressed;
    }
}
