package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs tasks at their time unless they are cancelled before, as nearly all are. Its thread sleeps until the earliest
 * time; unlike a ScheduledThreadPoolExecutor, neither a later task nor a cancellation wakes it.
 */
final class ScrapeTimer {
    /** A task and the {@link System#nanoTime()} at which it runs. */
    static final class Timeout {
        private final long at;
        private final Runnable task;

        private Timeout(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    private static final int STACK_BYTES = 256 * 1024;

    private final Set<Timeout> scheduled = new HashSet<>();
    private final Log log;
    private Thread thread;
    /** When the thread wakes up by itself; undefined while nothing is scheduled. */
    private long wakesAt;

    private boolean idle = true;

    ScrapeTimer(Log log) {
        this.log = log;
    }

    /** {@code task} must be short, since all tasks run in one thread. */
    synchronized Timeout schedule(long at, Runnable task) {
        if (thread == null) {
            Thread first = new Thread(null, this::run, "scrape-timer", STACK_BYTES);
            first.setDaemon(true);
            first.start();
            thread = first;
        }
        Timeout timeout = new Timeout(at, task);
        scheduled.add(timeout);
        if (idle || at - wakesAt < 0) {
            notifyAll();
        }
        return timeout;
    }

    synchronized void cancel(Timeout timeout) {
        scheduled.remove(timeout);
    }

    private void run() {
        try {
            while (true) {
                awaitDue().forEach(this::run);
            }
        } catch (InterruptedException ended) {
            // nothing interrupts this thread
        }
    }

    /** One failed task, for want of a thread, must not stop later ones. */
    private void run(Timeout timeout) {
        try {
            timeout.task.run();
        } catch (RuntimeException | Error e) {
            log.error("late scrape failed", "err", e);
        }
    }

    private synchronized List<Timeout> awaitDue() throws InterruptedException {
        while (true) {
            long now = System.nanoTime();
            List<Timeout> due = new ArrayList<>();
            long next = Long.MAX_VALUE;
            for (Timeout each : scheduled) {
                if (each.at - now <= 0) {
                    due.add(each);
                } else {
                    next = Math.min(next, each.at - now);
                }
            }
            if (!due.isEmpty()) {
                due.forEach(scheduled::remove);
                return due;
            }
            idle = scheduled.isEmpty();
            wakesAt = now + next;
            // Rounded up, since wait(0) waits forever.
            wait(idle ? 0 : next / 1_000_000 + 1);
        }
    }
}
