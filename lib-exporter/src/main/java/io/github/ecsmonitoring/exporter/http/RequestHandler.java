package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;

/** Answers requests. */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Sends the response, or has another thread send it: the connection waits until the response has ended.
     *
     * @throws IOException if the client does not read the response; the connection is closed
     */
    void handle(RequestExchange exchange) throws IOException;
}
