package io.github.ecsmonitoring.slo;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The metrics of an HTTP server.
 *
 * @param histogram without suffix
 * @param route the label of the route
 * @param status the label of the response's status code
 * @see <a href="https://docs.micrometer.io/micrometer/reference/">Micrometer</a>
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">OpenTelemetry</a>
 */
record HttpMetrics(String histogram, String route, String status) {
    private static final List<HttpMetrics> KNOWN = List.of(
            new HttpMetrics("http_server_requests_seconds", "uri", "status"),
            new HttpMetrics("http_server_request_duration_seconds", "http_route", "http_response_status_code"));
    /** Requests of load balancers and scrapers, which are many and easy to answer. */
    private static final String PROBES = "/(actuator|health|healthz|livez|readyz|metrics)(/.*)?";

    static SliQueries failures(String service, List<String> routes) {
        return SliQueries.ofBad(
                KNOWN.stream().map(known -> known.requests(service, routes)).toList(),
                KNOWN.stream()
                        .map(known -> known.requests(service, routes).with(known.status + "=~\"5..\""))
                        .toList());
    }

    /** Failures may be fast, and are not answers. */
    static SliQueries slow(String service, List<String> routes, long thresholdMillis) {
        return SliQueries.ofBuckets(KNOWN.stream()
                .map(known -> LatencyBuckets.of(
                        known.selector(service, routes).with(known.status + "!~\"5..\""), thresholdMillis))
                .toList());
    }

    private EventSelector requests(String service, List<String> routes) {
        return selector(service, routes).suffixed("_count");
    }

    private EventSelector selector(String service, List<String> routes) {
        return new EventSelector(histogram, "ecs_service=" + EventSelector.quote(service)).with(routes(routes));
    }

    private String routes(List<String> routes) {
        return routes.isEmpty()
                ? route + "!~" + EventSelector.quote(PROBES)
                : route + "=~"
                        + EventSelector.quote(
                                routes.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** @throws IllegalArgumentException if one does not begin with a slash */
    static List<String> checkedRoutes(String service, String... routes) {
        for (String route : routes) {
            if (!route.startsWith("/")) {
                throw new IllegalArgumentException("route of an objective of service " + service
                        + " must begin with /, as in the label uri or http_route, got \"" + route + "\"");
            }
        }
        return Arrays.asList(routes.clone());
    }
}
