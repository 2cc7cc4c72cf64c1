package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;

/** Sends pages, and gives up a client that takes none while others want its place. */
final class PageSender {
    /** The JDK makes a buffer of twice what it is given at a time, and keeps that as long as the connection. */
    private static final int SLICE = 8192;

    private final SlowClients clients;

    PageSender(SlowClients clients) {
        this.clients = clients;
    }

    /** Whether the client wants the page compressed. */
    static boolean wantsGzip(HttpExchange exchange) {
        return AcceptEncoding.allowsGzip(exchange.getRequestHeaders().get("Accept-Encoding"));
    }

    /** Sends all of a page, which is compressed if the client {@linkplain #wantsGzip wants} that. */
    void send(HttpExchange exchange, Utf8Buffer page) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", TextFormat.contentType(exchange.getRequestHeaders().getFirst("Accept")));
        if (wantsGzip(exchange)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        clients.begin(true);
        try {
            exchange.sendResponseHeaders(200, head ? -1 : page.size());
            if (!head) {
                sendBody(exchange, page);
            }
        } finally {
            clients.end();
        }
    }

    private void sendBody(HttpExchange exchange, Utf8Buffer page) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            for (int from = 0; from < page.size(); from += SLICE) {
                page.writeTo(out, from, Math.min(page.size(), from + SLICE));
                clients.moved();
            }
        }
    }
}
