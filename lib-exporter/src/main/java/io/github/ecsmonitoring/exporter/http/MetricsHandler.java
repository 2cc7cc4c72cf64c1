package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Answers scrapes: no more at a time than allowed and no more than memory is for, so that a crowd of clients can't take the machine, and
 * in time for the client that says how long it waits. A client that reads slowly holds a thread and its page, but no place of a scrape.
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
    private final PageMemory memory;
    private final SlowClients clients;
    private final PageSender sender;
    /** Of their own: where all threads of the server wait for a source that hangs, these still answer. */
    private final Executor late = Executors.newCachedThreadPool(MetricsHandler::daemon);
    private final Log log;
    private final Deadlines deadlines;

    /** {@code maxRequests} 0 means no limit. */
    MetricsHandler(Pages pages, HandlerMetrics metrics, int maxRequests, SlowClients clients, Log log) {
        this.pages = pages;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
        this.memory = new PageMemory(clients, Runtime.getRuntime().maxMemory() / 6);
        this.clients = clients;
        this.sender = new PageSender(clients);
        this.deadlines = new Deadlines(log);
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
            refuse(exchange, "Limit of concurrent requests reached (" + maxRequests + "), try again later.");
            return;
        }
        long deadline = System.nanoTime() + 1_000_000 * deadlineMillis(exchange);
        PageMemory.Share share = waitForMemory(deadline);
        if (share == null) {
            places.release();
            refuse(exchange, "No memory for another page, try again later.");
            return;
        }
        scrape(exchange, wanted, query, share, deadline);
    }

    /** Null if there is none, or the client was cut off while its thread was wanted. */
    private PageMemory.Share waitForMemory(long deadline) {
        try {
            clients.end();
        } catch (IOException cutOff) {
            return null;
        }
        return memory.take(deadline);
    }

    private void scrape(HttpExchange exchange, CollectorSet wanted, PageQuery query, PageMemory.Share share, long deadline) throws IOException {
        boolean inTime = false;
        Scrape scrape = null;
        try {
            scrape = pages.scrape(wanted, query.names(), share);
            inTime = collect(scrape, exchange, deadline);
        } catch (RuntimeException | Error e) {
            fail(scrape, share, exchange, e);
        }
        if (inTime) {
            send(scrape, exchange);
        }
    }

    /** False if the scrape was late and another thread has answered. */
    private boolean collect(Scrape scrape, HttpExchange exchange, long deadline) {
        Deadlines.Deadline end = deadlines.set(deadline, () -> late.execute(() -> sendLate(scrape, exchange)));
        try {
            return scrape.run();
        } finally {
            deadlines.end(end);
        }
    }

    /** Nothing of a collector's comes here. The place must be free again whatever happens. */
    private void fail(Scrape scrape, PageMemory.Share share, HttpExchange exchange, Throwable error) throws IOException {
        log.error("scrape failed", "err", error);
        if (scrape == null || scrape.abandon()) {
            places.release();
            share.close();
            try {
                Endpoint.sendError(exchange, 500, "500 internal server error");
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
        try (exchange; PageMemory.Share share = scrape.share()) {
            Utf8Buffer page = write(scrape, share, PageSender.wantsGzip(exchange));
            sender.send(exchange, page);
            pages.giveBack(page);
            status = 200;
        } catch (IOException e) {
            metrics.encodingFailed();
            throw e;
        } finally {
            metrics.answered(status);
        }
    }

    /** The place is free before the client has read anything. */
    private Utf8Buffer write(Scrape scrape, PageMemory.Share share, boolean compressed) {
        try {
            Utf8Buffer text = pages.write(scrape);
            int size = text.size();
            Utf8Buffer page = compressed ? pages.compress(text) : text;
            share.written(size, page.size());
            return page;
        } finally {
            places.release();
        }
    }

    private void refuse(HttpExchange exchange, String why) throws IOException {
        try {
            Endpoint.sendError(exchange, 503, why);
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

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "late-scrape", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
