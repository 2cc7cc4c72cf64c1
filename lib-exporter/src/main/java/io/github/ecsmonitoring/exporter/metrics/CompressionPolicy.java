package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.RequestExchange;

/**
 * Pages are compressed for clients that accept gzip and are on another machine: compression takes a fifth of a scrape's
 * CPU time, and saves nothing on the loopback interface.
 */
final class CompressionPolicy {
    private final boolean loopback;

    /** {@code loopback}: compress for clients on this machine too. */
    CompressionPolicy(boolean loopback) {
        this.loopback = loopback;
    }

    boolean isFor(RequestExchange exchange) {
        return (loopback || !exchange.isFromLoopback())
                && AcceptEncoding.allowsGzip(exchange.headers("Accept-Encoding"));
    }
}
