package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What answers the requests for one path, and closes the exchange then. */
@FunctionalInterface
interface Endpoint {
    void answer(HttpExchange exchange) throws IOException;

    /** Sends an error as Go's http.Error does: one line that no browser takes for anything else. */
    static void sendError(HttpExchange exchange, int status, String line) throws IOException {
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        send(exchange, status, "text/plain; charset=utf-8", line + "\n");
    }

    /** Sends a short text. */
    static void send(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (exchange; OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
