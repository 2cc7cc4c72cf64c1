package io.github.ecsmonitoring.exporter.http;

/**
 * Limits of a server's connections.
 *
 * @param connections open at a time, over all addresses; each has a thread
 * @param requestSeconds until a request has arrived: TLS handshake, request line, headers and body. A connection that
 *     sends nothing is closed after this time, too
 * @param responseSeconds from the end of the request until the client has read the response
 * @param idleSeconds between two requests, after which the connection is closed
 */
public record ConnectionLimits(int connections, int requestSeconds, int responseSeconds, int idleSeconds) {
    /** Request line and headers together. Each open request may hold as many, and twice as many as text. */
    static final int HEAD_BYTES = 8192;
    /** Prometheus sends six. */
    static final int HEADERS = 100;
    /** A request body, which is skipped. */
    static final int BODY_BYTES = 1024 * 1024;
}
