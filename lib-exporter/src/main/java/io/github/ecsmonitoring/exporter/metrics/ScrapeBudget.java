package io.github.ecsmonitoring.exporter.metrics;

/**
 * Limits the scrapes that run at a time and the memory of all pages that are being collected or sent, a part of the
 * heap. Callers block while the memory is exhausted, and stalled clients lose their pages meanwhile. It allocates
 * nothing: it counts.
 */
final class ScrapeBudget {
    /** Bytes of samples, their text, the page and what was read for it, per byte of page. */
    private static final int COLLECTED = 4;
    /** A buffer grows by doubling. */
    private static final int SENT = 2;
    /** The size of the first page is unknown; with a small heap the first scrape runs alone. */
    private static final long FIRST_PAGE = 2 * 1024 * 1024;

    private static final int CHECK_MILLIS = 20;

    private final int maxScrapes;
    private final long allBytes;
    private final Runnable whenExhausted;
    private int scrapes;
    private long taken;
    private long page = FIRST_PAGE;

    /**
     * The share of one scrape: it counts as a scrape until its page is written, and holds memory until the page is
     * sent. Closing it ends both.
     */
    final class Permit implements AutoCloseable {
        private boolean running = true;
        private long bytes;

        /**
         * Blocks until there is memory for a page of the usual size; returns false if there is none until
         * {@code deadline}, a {@link System#nanoTime()}.
         */
        boolean awaitMemory(long deadline) {
            synchronized (ScrapeBudget.this) {
                long wanted = Math.min(allBytes, COLLECTED * page);
                if (!awaitFree(wanted, deadline)) {
                    return false;
                }
                resize(wanted);
                return true;
            }
        }

        /** The page had {@code text} bytes, of which {@code kept} remain to be sent; its samples are released. */
        void pageWritten(int text, int kept) {
            synchronized (ScrapeBudget.this) {
                page = Math.max(text, page - page / 16);
                release(Math.min(allBytes, (long) SENT * kept));
            }
        }

        @Override
        public void close() {
            synchronized (ScrapeBudget.this) {
                release(0);
            }
        }

        private void release(long kept) {
            scrapes -= running ? 1 : 0;
            running = false;
            resize(kept);
        }

        private void resize(long now) {
            taken += now - bytes;
            bytes = now;
            ScrapeBudget.this.notifyAll();
        }
    }

    /** {@code maxScrapes} 0 means no limit; {@code whenExhausted} runs repeatedly while a scrape waits for memory. */
    ScrapeBudget(int maxScrapes, long allBytes, Runnable whenExhausted) {
        this.maxScrapes = maxScrapes;
        this.allBytes = allBytes;
        this.whenExhausted = whenExhausted;
    }

    /** Returns null if as many scrapes run as are allowed. */
    synchronized Permit acquire() {
        if (maxScrapes > 0 && scrapes >= maxScrapes) {
            return null;
        }
        scrapes++;
        return new Permit();
    }

    private boolean awaitFree(long bytes, long deadline) {
        while (allBytes - taken < bytes) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0 || !sleep(Math.min(millis, CHECK_MILLIS))) {
                return false;
            }
            whenExhausted.run();
        }
        return true;
    }

    private boolean sleep(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
