package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the server, one for each request from its first byte to the last of the answer. When all are taken, a client that does
 * not move gives up its thread, so that clients which send half a request can't keep others out.
 */
final class Workers implements Executor {
    private static final int MOST = 256;
    private static final int FEWEST = 64;
    /** A request under way holds 32 KiB of the JDK's buffers, and up to 20 of headers: all together a third of the heap. */
    private static final int HEAP_PER_THREAD = 160 * 1024;
    /** How long a connection waits for a thread until it is closed. The next one is not even looked at meanwhile. */
    private static final long PATIENCE_MILLIS = 5000;

    private final SlowClients clients;
    private final ThreadPoolExecutor threads;
    private volatile boolean waitNoMore;

    Workers(int maxRequests, SlowClients clients) {
        this.clients = clients;
        this.threads = new ThreadPoolExecutor(1, most(maxRequests), 30, TimeUnit.SECONDS, new SynchronousQueue<>(),
                (task, full) -> executeOnceFree(task));
    }

    /** More than scrapes may run, so that there are always some to answer the others. */
    private static int most(int maxRequests) {
        long heap = Runtime.getRuntime().maxMemory();
        return (int) Math.max(2L * maxRequests, Math.clamp(heap / HEAP_PER_THREAD, FEWEST, MOST));
    }

    @Override
    public void execute(Runnable exchange) {
        threads.execute(() -> run(exchange));
    }

    /** From now on a connection that finds no thread is closed at once: a server that is to stop must not wait here. */
    void waitNoMore() {
        waitNoMore = true;
    }

    /** Lets what runs run on, and takes nothing more. */
    void stop() {
        threads.shutdown();
    }

    private void run(Runnable exchange) {
        clients.begin(false);
        try {
            exchange.run();
        } finally {
            try {
                clients.end();
            } catch (IOException cutOff) {
                // the exchange has seen that
            }
        }
    }

    private void executeOnceFree(Runnable task) {
        try {
            for (long waited = 0; waited < PATIENCE_MILLIS && !waitNoMore; waited += 10) {
                clients.cutOffOne(false);
                if (threads.getQueue().offer(task, 10, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("all threads are taken");
    }
}
