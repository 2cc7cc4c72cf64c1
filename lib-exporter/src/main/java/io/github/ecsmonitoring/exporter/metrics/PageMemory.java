package io.github.ecsmonitoring.exporter.metrics;

/**
 * The memory for pages that are being collected or sent: a sixth of the heap. Who finds it taken waits, and clients
 * that don't take their pages lose them meanwhile. Nothing is allocated here: it counts.
 */
final class PageMemory {
    /** Samples, their text, the page and what was read for it, per byte of page. */
    private static final int COLLECTED = 4;
    /** A buffer grows by doubling. */
    private static final int SENT = 2;
    /** Nobody knows how large a page is until there is one: with a small heap the first scrape goes alone. */
    private static final long FIRST_PAGE = 2 * 1024 * 1024;

    private final Runnable wanted;
    private final long all;
    private long taken;
    private long page = FIRST_PAGE;

    /** What one page has of the memory. */
    final class Share implements AutoCloseable {
        private long bytes;

        private Share(long bytes) {
            this.bytes = bytes;
        }

        /**
         * The page is written and had {@code text} bytes, of which {@code kept} remain to be sent; its samples are
         * gone.
         */
        void written(int text, int kept) {
            synchronized (PageMemory.this) {
                page = Math.max(text, page - page / 16);
                resize(Math.min(all, (long) SENT * kept));
            }
        }

        @Override
        public void close() {
            resize(0);
        }

        private void resize(long now) {
            synchronized (PageMemory.this) {
                taken += now - bytes;
                bytes = now;
                PageMemory.this.notifyAll();
            }
        }
    }

    /** {@code wanted} is run again and again while there is too little: it may free some. */
    PageMemory(Runnable wanted, long all) {
        this.wanted = wanted;
        this.all = all;
    }

    /**
     * Enough for a page like those before; null if there is none until {@code deadline}, a {@link System#nanoTime()}.
     */
    synchronized Share take(long deadline) {
        long bytes = Math.min(all, COLLECTED * page);
        while (all - taken < bytes) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0 || !sleep(Math.min(millis, 20))) {
                return null;
            }
            wanted.run();
        }
        taken += bytes;
        return new Share(bytes);
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
