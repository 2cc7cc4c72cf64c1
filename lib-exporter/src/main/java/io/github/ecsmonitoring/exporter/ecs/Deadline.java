package io.github.ecsmonitoring.exporter.ecs;

import java.util.concurrent.TimeUnit;

/**
 * Until when a scrape waits for the endpoint: {@value #SECONDS} seconds after it first asks. Both requests share them,
 * so that an endpoint that hangs costs a scrape no more than one that is slow twice. Only the look-up of a host's name
 * takes its own time; ECS gives an address.
 */
public final class Deadline {
    static final int SECONDS = 3;

    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);

    private Deadline() {}

    /** The time begins now. */
    public static Deadline begin() {
        return new Deadline();
    }

    /** At least 1 while there is time; a socket would take 0 for no end. */
    long millisecondsLeft() {
        long nanoseconds = end - System.nanoTime();
        return nanoseconds <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanoseconds) + 1;
    }
}
