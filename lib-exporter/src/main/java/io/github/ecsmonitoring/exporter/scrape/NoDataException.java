package io.github.ecsmonitoring.exporter.scrape;

import java.io.IOException;

/** This machine does not have what the collector reads, or the log says so already: logged at level debug only. */
public final class NoDataException extends IOException {
    private static final long serialVersionUID = 1;

    /** The message names what is missing. */
    public NoDataException(String message) {
        super(message);
    }

    /** No stack trace: it is thrown at each scrape, and the message is complete. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
