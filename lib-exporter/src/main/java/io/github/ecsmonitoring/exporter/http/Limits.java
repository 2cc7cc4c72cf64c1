package io.github.ecsmonitoring.exporter.http;

/**
 * What clients are granted.
 *
 * @param connections open at a time, of all addresses together; each has a thread
 * @param requestSeconds until a request has come: TLS handshake, line, headers and body. Also a connection that sends
 *     nothing is closed then
 * @param answerSeconds until its answer has been taken, from then on
 * @param idleSeconds until a connection is closed between two requests
 */
public record Limits(int connections, int requestSeconds, int answerSeconds, int idleSeconds) {
    /**
     * Bytes of a request's line and headers together: every request under way may hold as much, and twice that as text.
     */
    static final int HEAD_BYTES = 8192;
    /** Prometheus sends six. */
    static final int HEADERS = 100;
    /** Of a body, which nobody here reads. */
    static final int BODY_BYTES = 1024 * 1024;
}
