package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;

/** What answers requests. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers, or sees to it that another thread does: the connection waits for the end of the answer.
     *
     * @throws IOException if the client does not take the answer; then the connection is closed
     */
    void answer(Exchange exchange) throws IOException;
}
