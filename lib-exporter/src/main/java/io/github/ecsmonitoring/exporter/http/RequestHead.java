package io.github.ecsmonitoring.exporter.http;

/**
 * Request line and headers.
 *
 * @param minor 0 for HTTP/1.0, otherwise 1
 * @param strict whether all lines ended with CR LF; otherwise a proxy could have seen the request end elsewhere
 */
record RequestHead(String method, RequestTarget target, int minor, HeaderFields headers, boolean strict) {

    /** Whether the client may send another request over this connection. */
    boolean persists() {
        return strict && !headers.has("Connection", "close") && (minor == 1 || headers.has("Connection", "keep-alive"));
    }
}
