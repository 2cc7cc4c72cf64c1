package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.Syscalls;
import io.github.ecsmonitoring.exporter.host.Syscalls.Statfs;
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
 * Asks for the sizes of file systems, in a thread aside where they are not {@linkplain LocalMounts local}: statfs(2) on
 * a mount whose server is gone hangs, for ever and in spite of any interrupt. A mount that has not answered in time is
 * reported with an error and not asked again until the hanging call returns. After the first that hangs the others get
 * a short time only, so that a dead server of many mounts costs one scrape little more than one mount does; and no more
 * threads than allowed can hang.
 */
final class StatfsProbe {
    /** In node_exporter's words. */
    static final String TIMEOUT = "mountpoint timeout";

    /** What a file system answered: its size, or an error. */
    record Answer(Statfs stat, String error) {}

    /** The system call; a seam for tests of what hangs. */
    @FunctionalInterface
    interface Call {
        Statfs statfs(String path) throws IOException;
    }

    private static final Answer LATE = new Answer(null, TIMEOUT);
    /** How long the others are waited for once one has hung: no healthy file system takes as long. */
    private static final long SHORT_MILLIS = 250;

    private final long timeoutMillis;
    private final Semaphore workers;
    private final Call call;
    private final Executor threads;
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();

    StatfsProbe(int workers, long timeoutMillis) {
        this(workers, timeoutMillis, Syscalls::statfs);
    }

    StatfsProbe(int workers, long timeoutMillis, Call call) {
        this.workers = new Semaphore(Math.max(workers, 1));
        this.timeoutMillis = timeoutMillis;
        this.call = call;
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 90, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "statfs", 256 * 1024);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Asks one that can't hang, in this thread. */
    Answer askHere(String path) {
        try {
            return new Answer(call.statfs(path), "");
        } catch (IOException e) {
            return new Answer(null, e.getMessage());
        } catch (RuntimeException | Error e) {
            return new Answer(null, e.toString());
        }
    }

    /** Asks all, in order; an answer for each. */
    Answer[] ask(List<String> paths) throws IOException {
        Answer[] answers = new Answer[paths.size()];
        try {
            long patience = timeoutMillis;
            for (int next = 0; next < answers.length; ) {
                if (stuck.contains(paths.get(next))) {
                    answers[next++] = LATE;
                } else {
                    next = askFrom(next, paths, answers, patience);
                    patience = Math.min(timeoutMillis, SHORT_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for file systems", e);
        }
        return answers;
    }

    /** Asks until one hangs; where to go on. */
    private int askFrom(int from, List<String> paths, Answer[] answers, long patience) throws InterruptedException {
        if (!workers.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
            for (int i = from; i < answers.length; i++) {
                answers[i] = LATE;
            }
            return answers.length;
        }
        Batch batch = new Batch(from, paths);
        start(batch);
        int hung = batch.await(answers, patience);
        if (hung < answers.length) {
            answers[hung] = LATE;
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

    /** One worker's way through the list. What it found is copied out before the waiting thread goes on without it. */
    private final class Batch implements Runnable {
        private final List<String> paths;
        private final Answer[] found;
        private final int from;
        private int current;
        private long progressAt = System.nanoTime();
        private boolean left;

        Batch(int from, List<String> paths) {
            this.from = from;
            this.current = from;
            this.paths = paths;
            this.found = new Answer[paths.size()];
        }

        @Override
        public void run() {
            try {
                while (current < found.length && advance(answer(paths.get(current)))) {
                    // advance() has moved on
                }
            } finally {
                workers.release();
            }
        }

        private Answer answer(String path) {
            return stuck.contains(path) ? LATE : askHere(path);
        }

        private synchronized boolean advance(Answer answer) {
            if (left) {
                stuck.remove(paths.get(current));
                return false;
            }
            found[current++] = answer;
            progressAt = System.nanoTime();
            if (current == found.length) {
                // Only then: each wake-up is a switch of threads, and a healthy machine answers all within a
                // millisecond.
                notifyAll();
            }
            return true;
        }

        /** Waits as long as there is progress; the index of what hangs, or the number of paths. */
        synchronized int await(Answer[] answers, long patience) throws InterruptedException {
            while (current < found.length) {
                long millis = patience - (System.nanoTime() - progressAt) / 1_000_000;
                if (millis <= 0) {
                    left = true;
                    stuck.add(paths.get(current));
                    break;
                }
                wait(millis);
            }
            System.arraycopy(found, from, answers, from, current - from);
            return current;
        }
    }
}
