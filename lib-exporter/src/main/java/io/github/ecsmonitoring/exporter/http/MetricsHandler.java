package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.exporter.collector.Collector;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Answers a scrape: collect, write, compress. No more scrapes at a time than allowed, so a crowd of clients can't take the machine. */
final class MetricsHandler implements Endpoint {
    /** What a scrape fills; kept for the next one, so that pages cost no garbage. */
    private record Page(MetricSink sink, Utf8Buffer text) {}

    private final Collector source;
    private final int maxRequests;
    private final Semaphore places;
    private final Log log;
    private final Deque<Page> pages = new ConcurrentLinkedDeque<>();

    /** {@code maxRequests} 0 means no limit. */
    MetricsHandler(Collector source, int maxRequests, Log log) {
        this.source = source;
        this.maxRequests = maxRequests;
        this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
        this.log = log;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            Endpoint.send(exchange, 503, "text/plain; charset=utf-8",
                    "Limit of concurrent requests reached (" + maxRequests + "), try again later.\n");
            return;
        }
        Page page = pages.poll();
        if (page == null) {
            page = new Page(new MetricSink(), new Utf8Buffer());
        }
        try {
            write(page);
            send(exchange, page.text);
        } finally {
            pages.push(page);
            places.release();
        }
    }

    private void write(Page page) throws IOException {
        page.sink.clear();
        page.text.clear();
        source.collect(page.sink);
        TextFormat.write(page.sink, page.text);
        List<String> faults = page.sink.faults();
        if (!faults.isEmpty()) {
            log.error("error gathering metrics", "count", faults.size(), "first", faults.getFirst());
        }
    }

    private static void send(HttpExchange exchange, Utf8Buffer text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (!AcceptEncoding.allowsGzip(exchange.getRequestHeaders().get("Accept-Encoding"))) {
            exchange.sendResponseHeaders(200, head ? -1 : text.size());
            if (!head) {
                text.writeTo(exchange.getResponseBody());
            }
            return;
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, head ? -1 : 0);
        if (!head) {
            try (OutputStream gzip = new FastGzip(exchange.getResponseBody())) {
                text.writeTo(gzip);
            }
        }
    }

    /** Level 1 costs a fifth of the default's time for a page that is a quarter larger. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
