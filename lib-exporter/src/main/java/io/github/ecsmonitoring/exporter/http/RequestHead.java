package io.github.ecsmonitoring.exporter.http;

/**
 * Request line and headers.
 *
 * @param minor 1 for HTTP/1.1, 0 for HTTP/1.0
 */
record RequestHead(String method, RequestTarget target, int minor, HeaderFields headers) {

    /** Whether the client may send another request over this connection. */
    boolean persists() {
        return !headers.has("Connection", "close") && (minor == 1 || headers.has("Connection", "keep-alive"));
    }
}
