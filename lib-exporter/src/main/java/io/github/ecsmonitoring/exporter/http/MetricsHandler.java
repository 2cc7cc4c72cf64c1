package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Answers scrapes: no more at a time than allowed, so that a crowd of clients can't take the machine, and in time for the client that
 * says how long it waits.
 */
final class MetricsHandler implements Endpoint {
    /** Sent by Prometheus and by the OpenTelemetry collector: seconds until they give up. */
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final long LONGEST_MILLIS = 1000L * MetricsServer.LONGEST_SCRAPE_SECONDS;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Pages pages;
    private final HandlerMetrics metrics;
    private final int maxRequests;
    private final Semaphore places;
    /** Of their own: where all threads of the server wait for a source that hangs, these still answer. */
    private final Executor late = Executors.newCachedThreadPool(MetricsHandler::daemon);
    private final Log log;
    private final ScheduledExecutorService clock = clock();

    /** {@code maxRequests} 0 means no limit. */
    MetricsHandler(Pages pages, HandlerMetrics metrics, int maxRequests, Log log) {
        this.pages = pages;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
        this.log = log;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        PageQuery query = PageQuery.parse(exchange.getRequestURI().getRawQuery());
        CollectorSet wanted;
        try {
            wanted = query.filter(pages.collectors());
        } catch (IllegalArgumentException e) {
            Endpoint.send(exchange, 400, TEXT, e.getMessage());
            return;
        }
        metrics.begun();
        if (!places.tryAcquire()) {
            refuse(exchange);
            return;
        }
        boolean inTime = false;
        Scrape scrape = null;
        try {
            scrape = pages.scrape(wanted, query.names());
            inTime = collect(scrape, exchange);
        } catch (RuntimeException | Error e) {
            fail(scrape, exchange, e);
        }
        if (inTime) {
            send(scrape, exchange);
        }
    }

    /** False if the scrape was late and another thread has answered. */
    private boolean collect(Scrape scrape, HttpExchange exchange) {
        Future<?> deadline = clock.schedule(
                () -> late.execute(() -> sendLate(scrape, exchange)), deadlineMillis(exchange), TimeUnit.MILLISECONDS);
        try {
            return scrape.run();
        } finally {
            deadline.cancel(false);
        }
    }

    /** Nothing of a collector's comes here. The place must be free again whatever happens. */
    private void fail(Scrape scrape, HttpExchange exchange, Throwable error) throws IOException {
        log.error("scrape failed", "err", error);
        if (scrape == null || scrape.abandon()) {
            places.release();
            try {
                Endpoint.send(exchange, 500, TEXT, "500 internal server error\n");
            } finally {
                metrics.answered(500);
            }
        }
    }

    private void sendLate(Scrape scrape, HttpExchange exchange) {
        if (scrape.abandon()) {
            try {
                send(scrape, exchange);
            } catch (IOException e) {
                log.debug("client went away", "err", e);
            }
        }
    }

    /** Exactly one thread comes here for a scrape. */
    private void send(Scrape scrape, HttpExchange exchange) throws IOException {
        int status = 500;
        try (exchange) {
            PageSender.send(exchange, scrape.page());
            status = 200;
        } catch (IOException e) {
            metrics.encodingFailed();
            throw e;
        } finally {
            pages.giveBack(scrape);
            places.release();
            metrics.answered(status);
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try {
            Endpoint.send(exchange, 503, TEXT, "Limit of concurrent requests reached (" + maxRequests + "), try again later.\n");
        } finally {
            metrics.answered(503);
        }
    }

    /** A little before the client gives up: a tenth of the time, at most half a second. In any case before the server would. */
    private static long deadlineMillis(HttpExchange exchange) {
        String seconds = exchange.getRequestHeaders().getFirst(TIMEOUT_HEADER);
        if (seconds == null || !seconds.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
            return LONGEST_MILLIS;
        }
        double millis = Double.parseDouble(seconds) * 1000;
        return millis > 0 ? Math.min(LONGEST_MILLIS, (long) Math.max(millis * 0.9, millis - 500)) : LONGEST_MILLIS;
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, MetricsHandler::daemon);
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "late-scrapes", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
