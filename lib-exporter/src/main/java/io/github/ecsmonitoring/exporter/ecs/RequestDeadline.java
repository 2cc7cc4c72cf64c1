package io.github.ecsmonitoring.exporter.ecs;

import java.util.concurrent.TimeUnit;

/**
 * The deadline of the requests of one scrape, {@value #SECONDS} seconds after the first begins. DNS lookups are not
 * bounded by it, but ECS provides an IP address.
 */
public final class RequestDeadline {
    static final int SECONDS = 3;

    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);

    private RequestDeadline() {}

    /** A deadline that starts now. */
    public static RequestDeadline begin() {
        return new RequestDeadline();
    }

    /** At least 1 before the deadline, since 0 means an infinite timeout to a socket. */
    long millisecondsLeft() {
        long nanoseconds = end - System.nanoTime();
        return nanoseconds <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanoseconds) + 1;
    }
}
