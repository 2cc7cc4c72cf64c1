package io.github.ecsmonitoring.grafanapublisher.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work on a thread of its own, and stops to wait for it after some time. */
public final class TimeLimit {
    private TimeLimit() {}

    /**
     * Returns what the work returns, or throws what it throws. Work that takes too long is interrupted and abandoned.
     *
     * @param name of the work, for the message
     * @throws TimeoutException after the limit
     */
    public static <T> T call(String name, Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException(name + " did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static Exception rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }
}
