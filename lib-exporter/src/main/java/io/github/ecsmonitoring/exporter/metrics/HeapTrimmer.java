package io.github.ecsmonitoring.exporter.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Returns the heap that a burst of scrapes or a large page has left to the operating system, which needs it for the
 * runtime's files: a JVM with the serial collector shrinks its heap at a full collection only, and an idle one has
 * none.
 */
final class HeapTrimmer {
    /** The heap of a machine of usual size, with room for garbage. */
    private static final long USUAL_BYTES = 10 * 1024 * 1024;

    private static final long DELAY_NANOS = SECONDS.toNanos(5);

    private final ScrapeTimer timer;
    private boolean scheduled;
    private long least = USUAL_BYTES;

    HeapTrimmer(ScrapeTimer timer) {
        this.timer = timer;
    }

    /** Called after a scrape. */
    synchronized void check() {
        if (!scheduled && Runtime.getRuntime().totalMemory() > least) {
            timer.schedule(System.nanoTime() + DELAY_NANOS, this::trim);
            scheduled = true;
        }
    }

    /** A heap that stays large is in use: it is trimmed again only after it has grown by a quarter. */
    private synchronized void trim() {
        scheduled = false;
        System.gc();
        least = Math.max(USUAL_BYTES, Runtime.getRuntime().totalMemory() / 4 * 5);
    }
}
