package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.collector.Collector;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.http.ConnectionLimits;
import io.github.ecsmonitoring.exporter.http.Http1Server;
import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.RequestHandler;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.websecurity.WebConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exporter's HTTP server: the metrics under their path, a page for people at {@code /}, and {@code /-/healthy} for
 * health checks, on one or more addresses.
 */
public final class MetricsServer {
    static final String HEALTH_PATH = "/-/healthy";
    /** A scrape that takes longer is answered with what is ready, also to a client that would wait. */
    static final int LONGEST_SCRAPE_SECONDS = 20;

    private static final int MOST_CONNECTIONS = 256;
    private static final int FEWEST_CONNECTIONS = 64;
    /**
     * Each may hold 30 KiB of its request, and 130 beside the heap, most of it stack that Java touches ahead of its
     * use.
     */
    private static final int HEAP_PER_CONNECTION = 384 * 1024;
    /** For what is asked while as many scrapes run as may. */
    private static final int MORE_THAN_SCRAPES = 24;

    /**
     * What is served and where.
     *
     * @param maxRequests scrapes that may run at a time; 0 means no limit
     * @param ownMetrics whether the page has the handler's own metrics, {@code promhttp_*}
     * @param compressLoopback whether clients on this machine get compressed pages, too
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
    private final Map<String, RequestHandler> endpoints = new HashMap<>();

    private MetricsServer(Http1Server server, WebConfig web) {
        this.server = server;
        this.web = web;
    }

    /**
     * Starts to serve.
     *
     * @param always what is on each page, whatever collectors are asked for
     * @param web TLS, users and headers; null: plain HTTP for everyone
     * @throws IOException if an address can't be bound; then nothing is served
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
        MetricsServer metrics = new MetricsServer(server, web);
        metrics.addEndpoints(options, metricsHandler(options, collectors, always, server, log));
        try {
            for (InetSocketAddress address : options.addresses) {
                server.bind(address, web == null ? null : web.tls(), metrics::answer);
            }
        } catch (IOException e) {
            server.stop(0);
            throw e;
        }
        server.start();
        return metrics;
    }

    /** Idle connections outlive a minute between scrapes. */
    private static ConnectionLimits limits(int maxRequests) {
        int byHeap = Math.clamp(
                Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
        int connections = Math.clamp((long) maxRequests + MORE_THAN_SCRAPES, byHeap, Integer.MAX_VALUE);
        return new ConnectionLimits(connections, 5, LONGEST_SCRAPE_SECONDS + 10, 120);
    }

    private static RequestHandler metricsHandler(
            Options options, CollectorSet collectors, List<Collector> always, Http1Server server, Log log) {
        HandlerMetrics metrics = new HandlerMetrics();
        List<Collector> all = new ArrayList<>(always);
        if (options.ownMetrics) {
            all.add(metrics::collect);
        }
        return new MetricsHandler(
                new Pages(collectors, all, metrics, log),
                metrics,
                options.maxRequests,
                new Compression(options.compressLoopback),
                server::evictStalledReader,
                log);
    }

    private void addEndpoints(Options options, RequestHandler metrics) {
        String html = LandingPage.html(options.metricsPath, options.version);
        // The metrics last: they may be wanted at one of the other two paths.
        endpoints.put("/", exchange -> exchange.send(200, "text/html; charset=UTF-8", html));
        endpoints.put(HEALTH_PATH, exchange -> exchange.send(200, "text/plain; charset=utf-8", "ok\n"));
        endpoints.put(options.metricsPath, metrics);
    }

    /** The addresses that it listens on; with port 0 asked for, these have the port that was free. */
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /** Takes no more connections, and gives the requests under way as many seconds to end. */
    public void stop(int seconds) {
        server.stop(seconds);
    }

    private void answer(RequestExchange exchange) throws IOException {
        if (web != null && !web.admits(exchange)) {
            return;
        }
        RequestHandler endpoint = endpoints.get(exchange.path());
        if (endpoint == null) {
            exchange.sendError(404, "404 page not found");
        } else {
            endpoint.handle(exchange);
        }
    }
}
