package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.SampleMemory;

/**
 * Limits the scrapes that run at a time and the memory of all pages that are being collected or sent, a part of the
 * heap. Callers block while the memory is exhausted, and stalled clients lose their pages meanwhile. It allocates
 * nothing: it counts.
 */
final class ScrapeBudget {
    /** The size of the first page is unknown; most are smaller. */
    private static final long FIRST_PAGE = 1024 * 1024;

    /**
     * Scrapes that collect at a time. More of them would not be served earlier, but each needs memory for what it
     * reads.
     */
    private static final int PARALLEL = 2;
    /** A scrape does not wait longer for those that hang. */
    private static final long TURN_NANOS = 1_000_000_000;

    private static final int CHECK_MILLIS = 20;

    private final int maxScrapes;
    private final long allBytes;
    private final Runnable whenExhausted;
    /** Scrapes whose page is not written. */
    private int running;
    /** Those of them that have got memory and collect. */
    private int collecting;
    /** Those of these that wait for more memory. */
    private int growing;

    private long taken;
    /** The part of it that belongs to pages that are being sent. */
    private long sending;

    private long usual = FIRST_PAGE;

    private enum State {
        WAITING,
        COLLECTING,
        SENDING,
        CLOSED
    }

    /**
     * The share of one scrape: it counts as a scrape until its page is written, and holds memory until the page is
     * sent. Closing it ends both.
     */
    final class Permit implements SampleMemory, AutoCloseable {
        private final long deadline;
        private State state = State.WAITING;
        private long bytes;

        private Permit(long deadline) {
            this.deadline = deadline;
        }

        /** Blocks until there is memory for a page of the usual size; returns false if there is none in time. */
        boolean awaitMemory() {
            synchronized (ScrapeBudget.this) {
                awaitTurn();
                long wanted = Math.min(allBytes, usual);
                if (!awaitFree(wanted, deadline, false)) {
                    return false;
                }
                enter(State.COLLECTING, wanted);
                return true;
            }
        }

        /** The bytes that it holds. */
        long bytes() {
            synchronized (ScrapeBudget.this) {
                return bytes;
            }
        }

        @Override
        public boolean resize(long wanted) {
            synchronized (ScrapeBudget.this) {
                if (wanted > bytes && !awaitGrowth(wanted)) {
                    return false;
                }
                enter(state, wanted);
                return true;
            }
        }

        private boolean awaitGrowth(long wanted) {
            growing++;
            try {
                return wanted <= allBytes && awaitFree(wanted - bytes, deadline, true);
            } finally {
                growing--;
            }
        }

        /** The page is written: its samples took {@code samples} bytes, and {@code page} bytes remain to be sent. */
        void pageWritten(long samples, long page) {
            synchronized (ScrapeBudget.this) {
                usual = Math.max(samples, usual - usual / 16);
                enter(State.SENDING, page);
            }
        }

        @Override
        public void close() {
            synchronized (ScrapeBudget.this) {
                enter(State.CLOSED, 0);
            }
        }

        private void enter(State next, long size) {
            count(-1);
            state = next;
            bytes = size;
            count(1);
            ScrapeBudget.this.notifyAll();
        }

        private void count(int sign) {
            running += state == State.WAITING || state == State.COLLECTING ? sign : 0;
            collecting += state == State.COLLECTING ? sign : 0;
            sending += state == State.SENDING ? sign * bytes : 0;
            taken += sign * bytes;
        }
    }

    /** {@code maxScrapes} 0 means no limit; {@code whenExhausted} runs repeatedly while a scrape waits for memory. */
    ScrapeBudget(int maxScrapes, long allBytes, Runnable whenExhausted) {
        this.maxScrapes = maxScrapes;
        this.allBytes = allBytes;
        this.whenExhausted = whenExhausted;
    }

    /**
     * Returns null if as many scrapes run as are allowed.
     *
     * @param deadline the {@link System#nanoTime()} until which the scrape waits for memory
     */
    synchronized Permit acquire(long deadline) {
        if (maxScrapes > 0 && running >= maxScrapes) {
            return null;
        }
        Permit permit = new Permit(deadline);
        permit.count(1);
        return permit;
    }

    private void awaitTurn() {
        long end = System.nanoTime() + TURN_NANOS;
        for (long left = TURN_NANOS; collecting >= PARALLEL && left > 0; left = end - System.nanoTime()) {
            if (!sleep(left / 1_000_000 + 1)) {
                return;
            }
        }
    }

    private boolean awaitFree(long bytes, long deadline, boolean grows) {
        while (allBytes - taken < bytes) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (grows && nothingWillBeFreed() || millis <= 0 || !sleep(Math.min(millis, CHECK_MILLIS))) {
                return false;
            }
            whenExhausted.run();
        }
        return true;
    }

    /** Whether all scrapes that hold memory wait for each other's memory. */
    private boolean nothingWillBeFreed() {
        return growing == collecting && sending == 0;
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
