package io.github.ecsmonitoring.exporter.collector;

import java.io.IOException;

/**
 * This machine does not have what the collector reads, which is no fault, or it still does not, which has been said:
 * logged for debugging only.
 */
public final class NoDataException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says what is not there. */
    public NoDataException(String message) {
        super(message);
    }

    /** None: it is thrown at each scrape, and the message says all. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
