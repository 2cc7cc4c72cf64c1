package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs what is to be done at a time unless it was ended before, as nearly all is. A thread of its own waits for the
 * earliest; a later one, and the end of one, do not wake it, which an executor of the JDK would do at each scrape.
 */
final class Deadlines {
    /** Something to be done at a {@link System#nanoTime()}. */
    static final class Deadline {
        private final long at;
        private final Runnable late;

        private Deadline(long at, Runnable late) {
            this.at = at;
            this.late = late;
        }
    }

    private final Set<Deadline> open = new HashSet<>();
    private final Log log;
    private Thread thread;
    /** When the thread wakes by itself; meaningless while it waits for the first one. */
    private long wakesAt;

    private boolean idle = true;

    Deadlines(Log log) {
        this.log = log;
    }

    /** {@code late} must be short: it runs in the one thread. */
    synchronized Deadline set(long at, Runnable late) {
        if (thread == null) {
            Thread first = new Thread(null, this::run, "deadlines", 256 * 1024);
            first.setDaemon(true);
            first.start();
            thread = first;
        }
        Deadline deadline = new Deadline(at, late);
        open.add(deadline);
        if (idle || at - wakesAt < 0) {
            notifyAll();
        }
        return deadline;
    }

    /** Nothing is to be done any more. */
    synchronized void end(Deadline deadline) {
        open.remove(deadline);
    }

    private void run() {
        try {
            while (true) {
                waitForDue().forEach(this::run);
            }
        } catch (InterruptedException ended) {
            // nobody does that
        }
    }

    /** Where no thread can be had for one that is late, the next one may have better luck. */
    private void run(Deadline deadline) {
        try {
            deadline.late.run();
        } catch (RuntimeException | Error e) {
            log.error("late scrape failed", "err", e);
        }
    }

    private synchronized List<Deadline> waitForDue() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            List<Deadline> due = new ArrayList<>();
            long next = Long.MAX_VALUE;
            for (Deadline each : open) {
                if (each.at - now <= 0) {
                    due.add(each);
                } else {
                    next = Math.min(next, each.at - now);
                }
            }
            if (!due.isEmpty()) {
                due.forEach(open::remove);
                return due;
            }
            idle = open.isEmpty();
            wakesAt = now + next;
            // One millisecond more, since a wait of none would have no end.
            wait(idle ? 0 : next / 1_000_000 + 1);
        }
    }
}
