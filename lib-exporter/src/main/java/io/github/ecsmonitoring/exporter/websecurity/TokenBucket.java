package io.github.ecsmonitoring.exporter.websecurity;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Grants {@code burst} requests at once, and then one per interval. */
final class TokenBucket {
    private final long interval;
    private final long capacity;
    private final LongSupplier nanoClock;
    /** Saved tokens in nanoseconds. */
    private long saved;

    private long before;

    TokenBucket(Duration interval, int burst, LongSupplier nanoClock) {
        this.interval = interval.toNanos();
        this.capacity = Math.multiplyExact(this.interval, burst);
        this.nanoClock = nanoClock;
        this.saved = capacity;
        this.before = nanoClock.getAsLong();
    }

    synchronized boolean take() {
        long now = nanoClock.getAsLong();
        // Compared with the difference, since the sum could overflow.
        saved = now - before >= capacity - saved ? capacity : saved + (now - before);
        before = now;
        if (saved < interval) {
            return false;
        }
        saved -= interval;
        return true;
    }
}
