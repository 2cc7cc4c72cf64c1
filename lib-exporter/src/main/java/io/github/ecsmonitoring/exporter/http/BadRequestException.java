package io.github.ecsmonitoring.exporter.http;

/**
 * A request that is rejected before a handler gets it. Its connection is closed, since the start of the next request is
 * unknown.
 */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequestException(String message) {
        this(400, message);
    }

    BadRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
