package io.github.ecsmonitoring.grafanapublisher.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of the work of an invocation, before the end of the invocation itself, so that it can still clean up. */
public record Deadline(Instant end, InstantSource clock) {

    /** A deadline after some time. */
    public static Deadline after(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time), clock);
    }

    /** The time that is left; zero after the deadline. */
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether there is time for a pause. */
    public boolean allows(Duration pause) {
        return remaining().compareTo(pause) > 0;
    }
}
