package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.host.io.KernelCalls.Statfs;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls statfs(2) with a timeout, in threads of its own: on a mount whose server is gone the call hangs forever, in
 * spite of interrupts. A mount that times out is reported with an error and skipped until its hanging call returns.
 * After the first timeout the other mounts get a short one, so that a dead server of many mounts delays a scrape hardly
 * more than one mount does. The number of hanging threads is limited.
 */
final class StatfsProbe {
    /** In node_exporter's words. */
    static final String TIMEOUT = "mountpoint timeout";

    /** The sizes of a file system, or null and an error. */
    record Outcome(Statfs stat, String error) {}

    /** The system call; tests replace it with one that hangs. */
    @FunctionalInterface
    interface Call {
        Statfs statfs(String path) throws IOException;
    }

    private static final Outcome TIMED_OUT = new Outcome(null, TIMEOUT);
    /** The timeout after a mount has hung: no healthy file system takes as long. */
    private static final long SHORT_MILLIS = 250;

    private final long timeoutMillis;
    private final Semaphore workers;
    private final Executor threads;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    StatfsProbe(int workers, long timeoutMillis) {
        this.workers = new Semaphore(Math.max(workers, 1));
        this.timeoutMillis = timeoutMillis;
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 90, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "statfs", 256 * 1024);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Calls in this thread, for a mount that cannot hang. */
    static Outcome outcomeOf(Call call, String path) {
        try {
            return new Outcome(call.statfs(path), "");
        } catch (IOException e) {
            return new Outcome(null, e.getMessage());
        } catch (RuntimeException | Error e) {
            return new Outcome(null, e.toString());
        }
    }

    /** The outcomes of the paths, in the same order. */
    Outcome[] callAll(Call call, List<String> paths) throws IOException {
        Outcome[] outcomes = new Outcome[paths.size()];
        try {
            long timeout = timeoutMillis;
            for (int next = 0; next < outcomes.length; ) {
                if (hanging.contains(paths.get(next))) {
                    outcomes[next++] = TIMED_OUT;
                } else {
                    next = callFrom(next, call, paths, outcomes, timeout);
                    timeout = Math.min(timeoutMillis, SHORT_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for file systems", e);
        }
        return outcomes;
    }

    /** Calls until a mount hangs, and returns the index of the next one. */
    private int callFrom(int from, Call call, List<String> paths, Outcome[] outcomes, long timeout)
            throws InterruptedException {
        if (!workers.tryAcquire(timeout, TimeUnit.MILLISECONDS)) {
            for (int i = from; i < outcomes.length; i++) {
                outcomes[i] = TIMED_OUT;
            }
            return outcomes.length;
        }
        Batch batch = new Batch(from, call, paths);
        start(batch);
        int hung = batch.await(outcomes, timeout);
        if (hung < outcomes.length) {
            outcomes[hung] = TIMED_OUT;
            return hung + 1;
        }
        return hung;
    }

    private void start(Batch batch) {
        boolean started = false;
        try {
            threads.execute(batch);
            started = true;
        } finally {
            if (!started) {
                workers.release();
            }
        }
    }

    /** The calls of one worker. The waiting thread copies its outcomes before it goes on without the worker. */
    private final class Batch implements Runnable {
        private final Call call;
        private final List<String> paths;
        private final Outcome[] found;
        private final int from;
        private int current;
        private long progressAt = System.nanoTime();
        private boolean abandoned;

        Batch(int from, Call call, List<String> paths) {
            this.from = from;
            this.call = call;
            this.current = from;
            this.paths = paths;
            this.found = new Outcome[paths.size()];
        }

        @Override
        public void run() {
            try {
                while (current < found.length && advance(outcome(paths.get(current)))) {
                    // advance() increments current
                }
            } finally {
                workers.release();
            }
        }

        private Outcome outcome(String path) {
            return hanging.contains(path) ? TIMED_OUT : outcomeOf(call, path);
        }

        private synchronized boolean advance(Outcome outcome) {
            if (abandoned) {
                hanging.remove(paths.get(current));
                return false;
            }
            found[current++] = outcome;
            progressAt = System.nanoTime();
            if (current == found.length) {
                // Not earlier: each wake-up switches threads, and a healthy machine completes within a millisecond.
                notifyAll();
            }
            return true;
        }

        /** Waits as long as there is progress; the index of the hanging mount, or the number of paths. */
        synchronized int await(Outcome[] outcomes, long timeout) throws InterruptedException {
            while (current < found.length) {
                long millis = timeout - (System.nanoTime() - progressAt) / 1_000_000;
                if (millis <= 0) {
                    abandoned = true;
                    hanging.add(paths.get(current));
                    break;
                }
                wait(millis);
            }
            System.arraycopy(found, from, outcomes, from, current - from);
            return current;
        }
    }
}
