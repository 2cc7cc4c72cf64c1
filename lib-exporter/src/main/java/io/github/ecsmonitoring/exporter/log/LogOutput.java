package io.github.ecsmonitoring.exporter.log;

/** Takes the lines of a log. */
interface LogOutput {
    /** Returns false if the line is lost. */
    boolean write(String line);

    /** Waits until all lines were written, at most this time. */
    void flush(long millis);
}
