package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.RequestHandler;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Answers scrapes within the budget of parallel scrapes and memory, and within the time-out that the client announces.
 * A client that reads slowly occupies a thread and memory for its page, but does not count as a running scrape.
 */
final class MetricsHandler implements RequestHandler {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final long HEAP_WITHOUT_PAGES = 10 * 1024 * 1024;
    /** Without a memory limit, Java's heap is a part of the machine's memory, which is not the exporter's to take. */
    private static final long MOST_HEAP = 128 * 1024 * 1024;

    private static final int STACK_BYTES = 256 * 1024;

    private final PageRenderer pages;
    private final HandlerMetrics metrics;
    private final int maxRequests;
    private final ScrapeBudget budget;
    private final CompressionPolicy compression;
    private final Log log;
    private final ScrapeTimer timer;
    private final HeapTrimmer trimmer;

    /**
     * {@code maxRequests} 0 means no limit; {@code memoryExhausted} runs repeatedly while a scrape waits for memory.
     */
    MetricsHandler(
            PageRenderer pages,
            HandlerMetrics metrics,
            int maxRequests,
            CompressionPolicy compression,
            Runnable memoryExhausted,
            Log log) {
        this.pages = pages;
        this.metrics = metrics;
        this.maxRequests = maxRequests;
        this.compression = compression;
        this.budget =
                new ScrapeBudget(maxRequests, bytesForPages(Runtime.getRuntime().maxMemory()), memoryExhausted);
        this.timer = new ScrapeTimer(log);
        this.trimmer = new HeapTrimmer(timer);
        this.log = log;
    }

    /** Of what the heap has beyond the needs of an exporter without samples, a quarter is for what collectors read. */
    private static long bytesForPages(long heap) {
        long used = Math.min(heap, MOST_HEAP);
        return Math.max(used / 8, (used - HEAP_WITHOUT_PAGES) / 4 * 3);
    }

    @Override
    public void handle(RequestExchange exchange) throws IOException {
        PageQuery query = PageQuery.of(exchange.parameters());
        CollectorSet wanted;
        try {
            wanted = query.filter(pages.collectors());
        } catch (IllegalArgumentException e) {
            exchange.send(400, TEXT, e.getMessage());
            return;
        }
        metrics.begun();
        long deadline = System.nanoTime() + 1_000_000 * ScrapeTimeout.millis(exchange);
        ScrapeBudget.Permit permit = budget.acquire(deadline);
        if (permit == null) {
            reject(exchange, "Limit of concurrent requests reached (" + maxRequests + "), try again later.");
            return;
        }
        if (permit.awaitMemory()) {
            scrape(exchange, wanted, query, permit, deadline);
        } else {
            permit.close();
            reject(exchange, "No memory for another page, try again later.");
        }
    }

    private void scrape(
            RequestExchange exchange, CollectorSet wanted, PageQuery query, ScrapeBudget.Permit permit, long deadline)
            throws IOException {
        boolean inTime = false;
        PageScrape scrape = null;
        try {
            scrape = pages.scrape(wanted, query.names(), permit);
            inTime = collect(scrape, exchange, deadline);
        } catch (RuntimeException | Error e) {
            fail(scrape, permit, exchange, e);
        }
        if (inTime) {
            send(scrape, exchange);
        }
        trimmer.check();
    }

    /** Returns false if the scrape was late and another thread has answered. */
    private boolean collect(PageScrape scrape, RequestExchange exchange, long deadline) {
        ScrapeTimer.Timeout timeout = timer.schedule(
                deadline, () -> lateThread(() -> sendLate(scrape, exchange)).start());
        try {
            return scrape.run();
        } finally {
            timer.cancel(timeout);
        }
    }

    /** Something other than a collector has failed: the failures of collectors are metrics. */
    private void fail(PageScrape scrape, ScrapeBudget.Permit permit, RequestExchange exchange, Throwable error)
            throws IOException {
        log.error("scrape failed", "err", error);
        if (scrape == null || scrape.fail()) {
            permit.close();
            try {
                exchange.sendError(500, "500 internal server error");
            } finally {
                metrics.answered(500);
            }
        }
    }

    private void sendLate(PageScrape scrape, RequestExchange exchange) {
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

    /** Called by exactly one thread per scrape. */
    private void send(PageScrape scrape, RequestExchange exchange) throws IOException {
        int status = 500;
        try (ScrapeBudget.Permit permit = scrape.permit()) {
            boolean compressed = compression.isFor(exchange);
            long samples = scrape.sink().bytes();
            PageBytes page = pages.write(scrape, compressed);
            // Before the client reads: it may take its time.
            permit.pageWritten(samples, page.capacity());
            send(page, compressed, exchange);
            page.release();
            status = 200;
        } catch (IOException e) {
            metrics.encodingFailed();
            throw e;
        } finally {
            metrics.answered(status);
        }
    }

    private static void send(PageBytes page, boolean compressed, RequestExchange exchange) throws IOException {
        exchange.setHeader("Content-Type", TextFormat.contentType(exchange.header("Accept")));
        if (compressed) {
            exchange.setHeader("Content-Encoding", "gzip");
        }
        try (OutputStream out = exchange.begin(200, page.size())) {
            page.writeTo(out);
        }
    }

    private void reject(RequestExchange exchange, String why) throws IOException {
        try {
            exchange.sendError(503, why);
        } finally {
            metrics.answered(503);
        }
    }

    /** A thread of its own answers even if all threads of the server wait for a source that hangs. */
    private static Thread lateThread(Runnable task) {
        Thread thread = new Thread(null, task, "late-scrape", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
