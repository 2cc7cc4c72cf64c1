package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The metrics handler's own metrics, under the names of Prometheus's Go client.
 *
 * <pre>
 * promhttp_metric_handler_requests_total{code="200"} 17
 * </pre>
 */
final class HandlerMetrics {
    private final Map<Integer, Long> requests = new TreeMap<>(Map.of(200, 0L, 500, 0L, 503, 0L));
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong gatheringErrors = new AtomicLong();
    private final AtomicLong encodingErrors = new AtomicLong();

    void begun() {
        inFlight.incrementAndGet();
    }

    /** Called after the response, so that a page does not count itself. */
    void answered(int status) {
        inFlight.decrementAndGet();
        synchronized (requests) {
            requests.merge(status, 1L, Long::sum);
        }
    }

    void gatheringFailed() {
        gatheringErrors.incrementAndGet();
    }

    void encodingFailed() {
        encodingErrors.incrementAndGet();
    }

    void collect(MetricSink out) {
        String errors = "promhttp_metric_handler_errors_total";
        String help = "Total number of internal errors encountered by the promhttp metric handler.";
        out.counter(errors, help, encodingErrors.get(), "cause", "encoding");
        out.counter(errors, help, gatheringErrors.get(), "cause", "gathering");
        out.gauge(
                "promhttp_metric_handler_requests_in_flight",
                "Current number of scrapes being served.",
                inFlight.get());
        synchronized (requests) {
            requests.forEach((code, count) -> out.counter(
                    "promhttp_metric_handler_requests_total",
                    "Total number of scrapes by HTTP status code.",
                    count,
                    "code",
                    Integer.toString(code)));
        }
    }
}
