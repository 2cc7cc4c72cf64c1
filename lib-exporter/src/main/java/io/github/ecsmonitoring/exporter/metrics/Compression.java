package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.RequestExchange;

/**
 * Which clients are sent compressed pages: those that take gzip and are on another machine. Within a machine there is
 * no network to spare, and to compress a page takes a fifth of a scrape's CPU.
 */
final class Compression {
    private final boolean loopback;

    /** With {@code loopback}, also those on this machine. */
    Compression(boolean loopback) {
        this.loopback = loopback;
    }

    boolean isFor(RequestExchange exchange) {
        return (loopback || !exchange.isFromLoopback())
                && AcceptEncoding.allowsGzip(exchange.headers("Accept-Encoding"));
    }
}
