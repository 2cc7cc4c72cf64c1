package io.github.ecsmonitoring.grafanapublisher.time;

import java.time.Duration;

/** Pauses between attempts. */
@FunctionalInterface
public interface Pauses {
    /** Blocks the thread for some time. */
    void pause(Duration time) throws InterruptedException;

    /** Pauses of the real length. */
    static Pauses real() {
        return time -> Thread.sleep(time.toMillis());
    }
}
