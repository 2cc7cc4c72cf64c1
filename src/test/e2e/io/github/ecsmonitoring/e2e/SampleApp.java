package io.github.ecsmonitoring.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application of a task: exposes metrics on port 8080 and sends metrics and traces to the collector by OTLP, as an
 * OpenTelemetry SDK does by default. A counter of scrapes makes lost samples visible as gaps, and {@code target_info}
 * is exposed as by the SDKs.
 */
final class SampleApp {
    private static final String PAGE = """
        # TYPE target_info gauge
        target_info{service_name="shop"} 1
        # TYPE orders_page_reads_total counter
        orders_page_reads_total %d
        """;
    private static final String METRICS = """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"a"},
        "metrics":[{"name":"orders.placed","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
        {"asInt":"%d","startTimeUnixNano":"%2$d","timeUnixNano":"%3$d"}]}}]}]}]}""";
    private static final String TRACES = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[
        {"traceId":"%s","spanId":"00f067aa0ba902b7","name":"place order","kind":2,"startTimeUnixNano":"%2$d","endTimeUnixNano":"%3$d"}]}]}]}""";

    /** In each trace id, after the seconds of the start that X-Ray requires and before the number of the order. */
    static final String TRACE = "a1b2c3d4e5f60718";

    private final HttpClient client = HttpClient.newHttpClient();
    private final long start = now();

    private SampleApp() {}

    public static void main(String[] args) throws Exception {
        AtomicInteger reads = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 8080), 0);
        server.createContext("/metrics", exchange -> {
            byte[] page = PAGE.formatted(reads.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        SampleApp app = new SampleApp();
        for (int order = 1; ; order++) {
            app.place(order);
            Thread.sleep(3000);
        }
    }

    private void place(int order) throws InterruptedException {
        send("/v1/metrics", METRICS.formatted(order, start, now()));
        String traceId = "%08x%s%08x".formatted(now() / 1_000_000_000, TRACE, order);
        send("/v1/traces", TRACES.formatted(traceId, now() - 1000, now()));
    }

    private void send(String path, String json) throws InterruptedException {
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:4318" + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // The app starts before the collector and outlives it.
            System.out.println("OTLP to the collector: " + e);
        }
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
