package io.github.ecsmonitoring.exporter.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits a message that each scrape would repeat to one a minute. */
public final class LogThrottle {
    private static final long SILENCE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private boolean logged;
    private long loggedAt;

    /** A throttle by a clock such as {@link System#nanoTime()}. */
    public LogThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the message is due; if so, the next one is due in a minute. */
    public synchronized boolean isDue() {
        long now = nanoTime.getAsLong();
        if (logged && now - loggedAt < SILENCE) {
            return false;
        }
        logged = true;
        loggedAt = now;
        return true;
    }
}
