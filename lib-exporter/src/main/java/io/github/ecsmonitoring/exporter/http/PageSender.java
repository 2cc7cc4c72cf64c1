package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.server.Exchange;
import java.io.IOException;
import java.io.OutputStream;

/** Sends pages. */
final class PageSender {
    private PageSender() {}

    /** Whether the client wants the page compressed. */
    static boolean wantsGzip(Exchange exchange) {
        return AcceptEncoding.allowsGzip(exchange.headers("Accept-Encoding"));
    }

    /** Sends all of a page, which is compressed if the client {@linkplain #wantsGzip wants} that. */
    static void send(Exchange exchange, Utf8Buffer page) throws IOException {
        exchange.setHeader("Content-Type", TextFormat.contentType(exchange.header("Accept")));
        if (wantsGzip(exchange)) {
            exchange.setHeader("Content-Encoding", "gzip");
        }
        try (OutputStream out = exchange.begin(200, page.size())) {
            page.writeTo(out, 0, page.size());
        }
    }
}
