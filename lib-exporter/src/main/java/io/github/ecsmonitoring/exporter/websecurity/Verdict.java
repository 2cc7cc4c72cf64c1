package io.github.ecsmonitoring.exporter.websecurity;

/** The result of authentication for a request. */
enum Verdict {
    GRANTED,
    DENIED,
    /** Too many passwords wait to be checked; this one was not, whether or not the user exists. */
    BUSY
}
