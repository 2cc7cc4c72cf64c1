package io.github.ecsmonitoring.exporter.http;

/**
 * Line and headers of a request.
 *
 * @param minor 1 for HTTP/1.1, 0 for HTTP/1.0
 */
record Request(String method, Target target, int minor, Headers headers) {

    /** Whether the client wants to send another request over this connection. */
    boolean persists() {
        return !headers.has("Connection", "close") && (minor == 1 || headers.has("Connection", "keep-alive"));
    }
}
