package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
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
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Pages pages;
    private final HandlerMetrics metrics;
    private final int maxRequests;
    private final Semaphore places;
    private final Executor threads;
    private final Log log;
    private final ScheduledExecutorService clock = clock();

    /** {@code maxRequests} 0 means no limit; {@code threads} send what the thread of a late scrape can't. */
    MetricsHandler(Pages pages, HandlerMetrics metrics, int maxRequests, Executor threads, Log log) {
        this.pages = pages;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
        this.threads = threads;
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
        Scrape scrape = pages.scrape(wanted, query.names());
        Optional<Future<?>> deadline = deadlineMillis(exchange).map(
                millis -> clock.schedule(() -> threads.execute(() -> sendLate(scrape, exchange)), millis, TimeUnit.MILLISECONDS));
        boolean inTime = scrape.run();
        deadline.ifPresent(future -> future.cancel(false));
        if (inTime) {
            send(scrape, exchange);
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

    /** A little before the client gives up: a tenth of the time, at most half a second. */
    private static Optional<Long> deadlineMillis(HttpExchange exchange) {
        String seconds = exchange.getRequestHeaders().getFirst(TIMEOUT_HEADER);
        if (seconds == null || !seconds.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        double millis = Double.parseDouble(seconds) * 1000;
        return millis > 0 ? Optional.of((long) Math.max(millis * 0.9, millis - 500)) : Optional.empty();
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "scrape-deadlines", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
