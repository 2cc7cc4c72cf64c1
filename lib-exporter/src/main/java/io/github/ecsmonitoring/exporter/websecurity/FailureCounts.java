package io.github.ecsmonitoring.exporter.websecurity;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many wrong passwords the networks and connections have sent lately. */
final class FailureCounts {
    /** The count of a client starts again after this time without a wrong password. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MAX_COUNTS = 500;

    private record Count(int failures, long last) {}

    private final Map<String, Count> counts = new RecentEntries<>(MAX_COUNTS);
    private final LongSupplier nanoTime;

    /** Counts by a clock such as {@link System#nanoTime()}. */
    FailureCounts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(PasswordClient client) {
        long now = nanoTime.getAsLong();
        counts.put(client.network(), new Count(of(client.network()) + 1, now));
        counts.put(client.connection(), new Count(of(client.connection()) + 1, now));
    }

    /** The failures of a network or a connection. */
    synchronized int of(String name) {
        Count count = counts.get(name);
        return count == null || nanoTime.getAsLong() - count.last > MEMORY.toNanos() ? 0 : count.failures;
    }
}
