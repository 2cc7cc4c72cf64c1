package io.github.ecsmonitoring.exporter.http;

/**
 * A request that is refused before any handler sees it; its connection is closed, since nobody knows where the next one
 * begins.
 */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequest(String message) {
        this(400, message);
    }

    BadRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
