package io.github.ecsmonitoring.exporter.http;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmonitoring.exporter.collector.Collector;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.web.WebConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exporter's HTTP server: the metrics under their path, a page for people at {@code /}, and {@code /-/healthy} for health checks, on
 * one or more addresses.
 */
public final class MetricsServer {
    static final String HEALTH_PATH = "/-/healthy";
    /** A scrape that takes longer is answered with what is ready, also to a client that would wait. */
    static final int LONGEST_SCRAPE_SECONDS = 20;

    static {
        Limits.set();
    }

    /**
     * What is served and where.
     *
     * @param maxRequests scrapes that may run at a time; 0 means no limit
     * @param ownMetrics  whether the page has the handler's own metrics, {@code promhttp_*}
     */
    public record Options(List<InetSocketAddress> addresses, String metricsPath, int maxRequests, String version, boolean ownMetrics) {}

    private final List<HttpServer> servers = new ArrayList<>();
    private final Workers threads;
    private final Log log;

    private MetricsServer(Workers threads, Log log) {
        this.threads = threads;
        this.log = log;
    }

    /**
     * Starts to serve.
     *
     * @param always what is on each page, whatever collectors are asked for
     * @param web    TLS, users and headers; null: plain HTTP for everyone
     * @throws IOException if an address can't be bound; then nothing is served
     */
    public static MetricsServer start(Options options, CollectorSet collectors, List<Collector> always, WebConfig web, Log log)
            throws IOException {
        SlowClients clients = new SlowClients();
        MetricsServer server = new MetricsServer(new Workers(options.maxRequests, clients), log);
        Map<String, Endpoint> endpoints = endpoints(options, metricsHandler(options, collectors, always, clients, log));
        try {
            for (InetSocketAddress address : options.addresses) {
                server.bind(address, web, endpoints);
            }
        } catch (IOException e) {
            server.stop(0);
            throw e;
        }
        server.servers.forEach(each -> {
            each.start();
            log.info("Listening on", "address", text(each.getAddress()));
        });
        return server;
    }

    /** The addresses that it listens on; with port 0 asked for, these have the port that was free. */
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(HttpServer::getAddress).toList();
    }

    /** Takes no more connections, and gives the requests under way as many seconds to end. */
    public void stop(int seconds) {
        // At once: one after the other, each address would add its seconds.
        List<Thread> stopping = servers.stream().map(each -> new Thread(() -> each.stop(seconds), "stop")).toList();
        threads.waitNoMore();
        stopping.forEach(Thread::start);
        try {
            for (Thread each : stopping) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.stop();
    }

    private static Endpoint metricsHandler(
            Options options, CollectorSet collectors, List<Collector> always, SlowClients clients, Log log) {
        HandlerMetrics metrics = new HandlerMetrics();
        List<Collector> all = new ArrayList<>(always);
        if (options.ownMetrics) {
            all.add(metrics::collect);
        }
        return new MetricsHandler(new Pages(collectors, all, metrics, log), metrics, options.maxRequests, clients, log);
    }

    private static Map<String, Endpoint> endpoints(Options options, Endpoint metrics) {
        String html = LandingPage.html(options.metricsPath, options.version);
        Endpoint health = exchange -> Endpoint.send(exchange, 200, "text/plain; charset=utf-8", "ok\n");
        Endpoint landing = exchange -> Endpoint.send(exchange, 200, "text/html; charset=UTF-8", html);
        // The metrics last: they may be wanted at one of the other two paths.
        Map<String, Endpoint> endpoints = new HashMap<>();
        endpoints.put("/", landing);
        endpoints.put(HEALTH_PATH, health);
        endpoints.put(options.metricsPath, metrics);
        return endpoints;
    }

    private void bind(InetSocketAddress address, WebConfig web, Map<String, Endpoint> endpoints) throws IOException {
        HttpServer server;
        try {
            server = web == null ? HttpServer.create(address, Limits.BACKLOG) : web.bind(address, Limits.BACKLOG);
        } catch (BindException e) {
            throw new IOException("listen tcp " + text(address) + ": " + e.getMessage(), e);
        }
        servers.add(server);
        server.setExecutor(threads);
        // One context: the JDK's own dispatch would give /metricsfoo to /metrics.
        HttpContext context = server.createContext("/", exchange -> handle(exchange, endpoints.get(exchange.getRequestURI().getPath())));
        if (web != null) {
            web.guard(context);
        }
    }

    private void handle(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try {
            answer(exchange, endpoint);
        } catch (IOException e) {
            log.debug("client went away", "client", text(exchange.getRemoteAddress()), "err", e);
            // The JDK forgets the connection then; one that is closed here counts until its time is up.
            throw e;
        }
    }

    /** The endpoint closes the exchange, which may be long after this, in another thread. */
    private void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try {
            discardBody(exchange);
            if (endpoint == null) {
                Endpoint.sendError(exchange, 404, "404 page not found");
            } else {
                endpoint.answer(exchange);
            }
        } catch (RuntimeException e) {
            log.error("request failed", "path", exchange.getRequestURI(), "err", e);
            if (exchange.getResponseCode() < 0) {
                Endpoint.sendError(exchange, 500, "500 internal server error");
            }
            exchange.close();
        }
    }

    /** A client that is answered and cut off before it has sent all may never see the answer; one that sends without end is cut off. */
    private static void discardBody(HttpExchange exchange) throws IOException {
        byte[] unread = new byte[8192];
        for (int i = 0; i < 128 && exchange.getRequestBody().read(unread) >= 0; i++) {
            // nothing here reads a body
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress() ? "" : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
