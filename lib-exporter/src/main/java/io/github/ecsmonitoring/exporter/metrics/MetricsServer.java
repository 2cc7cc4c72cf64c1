package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.ConnectionLimits;
import io.github.ecsmonitoring.exporter.http.Http1Server;
import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.RequestHandler;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import io.github.ecsmonitoring.exporter.websecurity.WebConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The exporter's HTTP server: metrics at their path, a landing page at {@code /}, and {@code /-/healthy} for health
 * checks, on one or more addresses.
 */
public final class MetricsServer {
    static final String HEALTH_PATH = "/-/healthy";
    private static final int MAX_CONNECTIONS = 256;
    private static final int MIN_CONNECTIONS = 64;
    /** Each may hold 30 KiB of heap for its request, and 130 KiB of native memory, most of it pre-touched stack. */
    private static final int HEAP_PER_CONNECTION = 384 * 1024;
    /** For other requests while the maximum number of scrapes runs. */
    private static final int EXTRA_CONNECTIONS = 24;

    /**
     * Addresses, paths and limits.
     *
     * @param maxRequests maximum number of parallel scrapes; 0 means no limit
     * @param ownMetrics whether the handler's own metrics, {@code promhttp_*}, are exposed
     * @param compressLoopback whether pages are compressed for clients on this machine too
     */
    public record Options(
            List<InetSocketAddress> addresses,
            String metricsPath,
            int maxRequests,
            String version,
            boolean ownMetrics,
            boolean compressLoopback) {}

    private final Http1Server server;
    private final WebConfig web;
    private final RequestHandler endpoints;

    private MetricsServer(Http1Server server, WebConfig web, RequestHandler endpoints) {
        this.server = server;
        this.web = web;
        this.endpoints = endpoints;
    }

    /**
     * Binds all addresses and starts to serve.
     *
     * @param always what each page exposes, whichever collectors are requested
     * @param web TLS, users and headers; null for plain HTTP without authentication
     * @throws IOException if an address cannot be bound; then nothing is served
     */
    public static MetricsServer start(
            Options options, CollectorSet collectors, List<Collector> always, WebConfig web, Log log)
            throws IOException {
        return start(options, collectors, always, web, limits(options.maxRequests), log);
    }

    static MetricsServer start(
            Options options,
            CollectorSet collectors,
            List<Collector> always,
            WebConfig web,
            ConnectionLimits limits,
            Log log)
            throws IOException {
        Http1Server server = new Http1Server(limits, log);
        RequestHandler handler = metricsHandler(options, collectors, always, server, log);
        MetricsServer metrics =
                new MetricsServer(server, web, new Endpoints(options.metricsPath, handler, options.version));
        try {
            for (InetSocketAddress address : options.addresses) {
                server.bind(address, web == null ? null : web.tls(), metrics::handle);
            }
        } catch (IOException e) {
            server.stop(0);
            throw e;
        }
        server.start();
        return metrics;
    }

    /** The idle time is longer than the usual scrape interval of a minute. */
    private static ConnectionLimits limits(int maxRequests) {
        int byHeap =
                Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION, MIN_CONNECTIONS, MAX_CONNECTIONS);
        int connections = Math.clamp((long) maxRequests + EXTRA_CONNECTIONS, byHeap, Integer.MAX_VALUE);
        return new ConnectionLimits(connections, 5, ScrapeTimeout.MAX_SECONDS + 10, 120);
    }

    private static RequestHandler metricsHandler(
            Options options, CollectorSet collectors, List<Collector> always, Http1Server server, Log log) {
        HandlerMetrics metrics = new HandlerMetrics();
        List<Collector> all = new ArrayList<>(always);
        if (options.ownMetrics) {
            all.add((host, out) -> metrics.collect(out));
        }
        return new MetricsHandler(
                new PageRenderer(collectors, all, metrics, log),
                metrics,
                options.maxRequests,
                new CompressionPolicy(options.compressLoopback),
                server::evictStalledReader,
                log);
    }

    /** The bound addresses, with the port that was chosen for port 0. */
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /** Accepts no more connections, and gives open requests {@code seconds} to end. */
    public void stop(int seconds) {
        server.stop(seconds);
    }

    private void handle(RequestExchange exchange) throws IOException {
        if (web != null && !web.grants(exchange)) {
            return;
        }
        endpoints.handle(exchange);
    }
}
