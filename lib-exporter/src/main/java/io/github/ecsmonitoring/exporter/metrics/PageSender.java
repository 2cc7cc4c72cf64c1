package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.RequestExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Sends pages. */
final class PageSender {
    private PageSender() {}

    /** Sends all of a page. */
    static void send(RequestExchange exchange, Utf8Buffer page, boolean compressed) throws IOException {
        exchange.setHeader("Content-Type", TextFormat.contentType(exchange.header("Accept")));
        if (compressed) {
            exchange.setHeader("Content-Encoding", "gzip");
        }
        try (OutputStream out = exchange.begin(200, page.size())) {
            page.writeTo(out, 0, page.size());
        }
    }
}
