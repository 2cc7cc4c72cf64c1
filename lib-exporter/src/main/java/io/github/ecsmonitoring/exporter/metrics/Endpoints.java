package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.RequestHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The endpoint of each path, by the rules of Go's ServeMux: a metrics path that ends with a slash also serves the paths
 * below it, and paths that are not clean are redirected.
 */
final class Endpoints implements RequestHandler {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Map<String, RequestHandler> exact = new HashMap<>();
    private final String metricsPath;
    private final RequestHandler metrics;

    Endpoints(String metricsPath, RequestHandler metrics, String version) {
        this.metricsPath = metricsPath;
        this.metrics = metrics;
        String html = LandingPage.html(metricsPath, version);
        // The metrics are last, since their path may be one of the other two.
        exact.put("/", exchange -> exchange.send(200, "text/html; charset=UTF-8", html));
        exact.put(MetricsServer.HEALTH_PATH, exchange -> exchange.send(200, TEXT, "ok\n"));
        exact.put(metricsPath, metrics);
    }

    @Override
    public void handle(RequestExchange exchange) throws IOException {
        String canonical = CleanPath.of(exchange.rawPath()) + (lacksSlash(CleanPath.of(exchange.path())) ? "/" : "");
        RequestHandler endpoint = exact.get(exchange.path());
        if (!canonical.equals(exchange.rawPath())) {
            redirect(exchange, canonical);
        } else if (endpoint != null) {
            endpoint.handle(exchange);
        } else if (metricsPath.endsWith("/") && exchange.path().startsWith(metricsPath)) {
            metrics.handle(exchange);
        } else {
            exchange.sendError(404, "404 page not found");
        }
    }

    /** Whether the metrics path is this path with a slash at its end. */
    private boolean lacksSlash(String path) {
        return metricsPath.equals(path + "/") && !exact.containsKey(path);
    }

    private static void redirect(RequestExchange exchange, String path) throws IOException {
        String location = CleanPath.escape(path) + (exchange.query() == null ? "" : "?" + exchange.query());
        exchange.setHeader("Location", location);
        exchange.send(307, TEXT, "Temporary Redirect: " + location + "\n");
    }
}
