package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.RequestHandler;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Answers scrapes: no more at a time than allowed and no more than memory is for, so that a crowd of clients can't take
 * the machine, and in time for the client that says how long it waits. A client that reads slowly holds a thread and
 * its page, but no place of a scrape.
 */
final class MetricsHandler implements RequestHandler {
    /** Sent by Prometheus and by the OpenTelemetry collector: seconds until they give up. */
    private static final String TIMEOUT_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private static final long LONGEST_MILLIS = 1000L * MetricsServer.LONGEST_SCRAPE_SECONDS;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Pages pages;
    private final HandlerMetrics metrics;
    private final int maxRequests;
    private final Semaphore places;
    private final PageMemory memory;
    private final Compression compression;
    private final Log log;
    private final Deadlines deadlines;

    /** {@code maxRequests} 0 means no limit; {@code memoryWanted} is run while a scrape waits for memory. */
    MetricsHandler(
            Pages pages,
            HandlerMetrics metrics,
            int maxRequests,
            Compression compression,
            Runnable memoryWanted,
            Log log) {
        this.pages = pages;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.compression = compression;
        this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
        this.memory = new PageMemory(memoryWanted, Runtime.getRuntime().maxMemory() / 6);
        this.deadlines = new Deadlines(log);
        this.log = log;
    }

    @Override
    public void handle(RequestExchange exchange) throws IOException {
        PageQuery query = PageQuery.parse(exchange.query());
        CollectorSet wanted;
        try {
            wanted = query.filter(pages.collectors());
        } catch (IllegalArgumentException e) {
            exchange.send(400, TEXT, e.getMessage());
            return;
        }
        metrics.begun();
        if (!places.tryAcquire()) {
            refuse(exchange, "Limit of concurrent requests reached (" + maxRequests + "), try again later.");
            return;
        }
        long deadline = System.nanoTime() + 1_000_000 * deadlineMillis(exchange);
        PageMemory.Share share = memory.take(deadline);
        if (share == null) {
            places.release();
            refuse(exchange, "No memory for another page, try again later.");
            return;
        }
        scrape(exchange, wanted, query, share, deadline);
    }

    private void scrape(
            RequestExchange exchange, CollectorSet wanted, PageQuery query, PageMemory.Share share, long deadline)
            throws IOException {
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
    private boolean collect(Scrape scrape, RequestExchange exchange, long deadline) {
        Deadlines.Deadline end = deadlines.set(
                deadline, () -> daemon(() -> sendLate(scrape, exchange)).start());
        try {
            return scrape.run();
        } finally {
            deadlines.end(end);
        }
    }

    /** Nothing of a collector's comes here. The place must be free again whatever happens. */
    private void fail(Scrape scrape, PageMemory.Share share, RequestExchange exchange, Throwable error)
            throws IOException {
        log.error("scrape failed", "err", error);
        if (scrape == null || scrape.fail()) {
            places.release();
            share.close();
            try {
                exchange.sendError(500, "500 internal server error");
            } finally {
                metrics.answered(500);
            }
        }
    }

    private void sendLate(Scrape scrape, RequestExchange exchange) {
        try {
            if (scrape.abandon()) {
                send(scrape, exchange);
            }
        } catch (IOException e) {
            log.debug("client disconnected", "client", exchange.client(), "err", e);
        } catch (RuntimeException | Error e) {
            log.error("late scrape failed", "err", e);
            exchange.abort();
        }
    }

    /** Exactly one thread comes here for a scrape. */
    private void send(Scrape scrape, RequestExchange exchange) throws IOException {
        int status = 500;
        try (PageMemory.Share share = scrape.share()) {
            boolean compressed = compression.isFor(exchange);
            Utf8Buffer page = write(scrape, share, compressed);
            PageSender.send(exchange, page, compressed);
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

    private void refuse(RequestExchange exchange, String why) throws IOException {
        try {
            exchange.sendError(503, why);
        } finally {
            metrics.answered(503);
        }
    }

    /**
     * A little before the client gives up: a tenth of the time, at most half a second. In any case before the server
     * would.
     */
    private static long deadlineMillis(RequestExchange exchange) {
        String seconds = exchange.header(TIMEOUT_HEADER);
        double millis = seconds == null || !isPlainNumber(seconds) ? 0 : Double.parseDouble(seconds) * 1000;
        return millis > 0 ? Math.min(LONGEST_MILLIS, (long) Math.max(millis * 0.9, millis - 500)) : LONGEST_MILLIS;
    }

    /** Digits, and perhaps a point and more of them. */
    private static boolean isPlainNumber(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean point = text.charAt(i) == '.' && i > 0 && i < text.length() - 1;
            points += point ? 1 : 0;
            if (!point && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return points < 2 && !text.isEmpty() && text.length() < 16;
    }

    /** Of its own: where all threads of the server wait for a source that hangs, this one still answers. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "late-scrape", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }
}
