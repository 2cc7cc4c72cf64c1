package io.github.ecsmonitoring.exporter.metrics;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Returns the heap that a burst of scrapes or a large page has left to the operating system, which needs it for the
 * runtime's files: a JVM with the serial collector shrinks its heap at a full collection only, and an idle one has
 * none.
 */
final class HeapTrimmer {
    /** The heap of a machine of usual size, with room for garbage. */
    private static final long USUAL_BYTES = 10 * 1024 * 1024;

    private static final long FIRST_DELAY_NANOS = SECONDS.toNanos(5);
    private static final long LONGEST_DELAY_NANOS = MINUTES.toNanos(5);

    private final ScrapeTimer timer;
    private ScrapeTimer.Timeout scheduled;
    private long delay;
    /** The heap after the last collection. */
    private long trimmed;

    HeapTrimmer(ScrapeTimer timer) {
        this.timer = timer;
    }

    /** Called after a scrape. */
    synchronized void check() {
        long total = Runtime.getRuntime().totalMemory();
        boolean first = scheduled == null && total > USUAL_BYTES;
        if (first || delay > FIRST_DELAY_NANOS && total > trimmed / 4 * 5) {
            schedule(FIRST_DELAY_NANOS);
        }
    }

    private void schedule(long nanos) {
        if (scheduled != null) {
            timer.cancel(scheduled);
        }
        delay = nanos;
        scheduled = timer.schedule(System.nanoTime() + nanos, this::trim);
    }

    /** A heap that stays large may be in use: it is trimmed again later and later. */
    private synchronized void trim() {
        scheduled = null;
        System.gc();
        trimmed = Runtime.getRuntime().totalMemory();
        if (trimmed > USUAL_BYTES) {
            schedule(Math.min(2 * delay, LONGEST_DELAY_NANOS));
        } else {
            delay = 0;
        }
    }
}
