package io.github.ecsmonitoring.exporter.collector;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What would be logged for each scrape while it lasts, but tells nothing new then. */
final class OnceAMinute {
    private static final long SILENCE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private boolean said;
    private long saidAt;

    /** {@code nanoTime} as {@link System#nanoTime()}. */
    OnceAMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether to say it now; the minute begins then. */
    synchronized boolean isDue() {
        long now = nanoTime.getAsLong();
        if (said && now - saidAt < SILENCE) {
            return false;
        }
        said = true;
        saidAt = now;
        return true;
    }
}
