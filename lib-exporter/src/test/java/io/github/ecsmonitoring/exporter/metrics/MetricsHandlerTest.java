package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Query parameters, time-outs and the handler's own metrics. */
@Timeout(60)
class MetricsHandlerTest {
    private static final String HELP = "node_exporter: Whether a collector succeeded.";

    private final TestServer server = new TestServer();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, Collector> collectors = new LinkedHashMap<>();

    @BeforeEach
    void collectors() {
        collectors.put("a", (host, out) -> out.gauge("a", "h", 1));
        collectors.put("b", (host, out) -> out.gauge("b", "h", 2));
        collectors.put("hanging", (host, out) -> {
            out.gauge("before", "h", 3);
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        collectors.put("last", (host, out) -> out.gauge("last", "h", 4));
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop();
    }

    @Test
    void runsTheRequestedCollectors() throws Exception {
        server.start(collectors);
        assertThat(samples("?collect[]=a&collect%5B%5D=b")).isEqualTo("a 1\nb 2\n");
        assertThat(samples("?exclude[]=hanging&exclude[]=b&exclude[]=unknown")).isEqualTo("a 1\nlast 4\n");
        assertThat(samples("?collect[]=a&collect[]=b&name[]=b&name[]=unknown")).isEqualTo("b 2\n");
    }

    @Test
    void rejectsInvalidQueries() throws Exception {
        server.start(collectors);
        assertRejected("?collect[]=a&exclude[]=b", "Combined collect and exclude queries are not allowed.");
        assertRejected(
                "?collect[]=nope",
                "Couldn't create filtered metrics handler: couldn't create collector: missing collector: nope");
    }

    @Test
    void answersInTimeWithTheSamplesThatAreReady() throws Exception {
        server.start(collectors);
        HttpResponse<byte[]> response = server.send("GET", "/metrics", "X-Prometheus-Scrape-Timeout-Seconds", "1");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response))
                .contains("\na 1\n", "\nb 2\n", "\nbefore 3\n", "# HELP node_scrape_collector_success " + HELP)
                .contains("""
                        node_scrape_collector_success{collector="a"} 1
                        node_scrape_collector_success{collector="b"} 1
                        node_scrape_collector_success{collector="hanging"} 0
                        node_scrape_collector_success{collector="last"} 0
                        """)
                .doesNotContain("\nlast 4\n");

        String page = "";
        for (int i = 0; i < 30 && !page.contains("\nlast 4\n"); i++) {
            response = server.send("GET", "/metrics", "X-Prometheus-Scrape-Timeout-Seconds", "1");
            assertThat(response.statusCode())
                    .as("200, or 503 while late scrapes run")
                    .isIn(200, 503);
            page = text(response);
        }
        assertThat(page)
                .as("later scrapes skip the collector that hangs")
                .contains("\nlast 4\n")
                .doesNotContain("\nbefore 3\n");
    }

    @Test
    void countsRequestsWithoutTheCurrentOne() throws Exception {
        server.start(Map.of("a", collectors.get("a")));
        String names =
                "?name[]=promhttp_metric_handler_requests_total&name[]=promhttp_metric_handler_requests_in_flight";
        assertThat(text(server.get("/metrics" + names))).isEqualTo("""
                # HELP promhttp_metric_handler_requests_in_flight Current number of scrapes being served.
                # TYPE promhttp_metric_handler_requests_in_flight gauge
                promhttp_metric_handler_requests_in_flight 1
                # HELP promhttp_metric_handler_requests_total Total number of scrapes by HTTP status code.
                # TYPE promhttp_metric_handler_requests_total counter
                promhttp_metric_handler_requests_total{code="200"} 0
                promhttp_metric_handler_requests_total{code="500"} 0
                promhttp_metric_handler_requests_total{code="503"} 0
                """);
        assertThat(text(server.get("/metrics" + names)))
                .contains("promhttp_metric_handler_requests_total{code=\"200\"} 1\n");
    }

    @Test
    void countsDuplicateSeriesAsGatheringErrors() throws Exception {
        collectors.put("again", (host, out) -> out.gauge("a", "h", 7));
        server.start(collectors);
        assertThat(text(server.get("/metrics?collect[]=a&collect[]=again")))
                .contains("\na 1\n")
                .doesNotContain("\na 7\n");
        assertThat(text(server.get("/metrics?collect[]=a")))
                .contains("promhttp_metric_handler_errors_total{cause=\"gathering\"} 1\n");
        assertThat(server.logged())
                .contains(
                        "level=ERROR msg=\"error gathering metrics\" count=1 first=\"a was collected before with the same name and label values\"\n");
    }

    private String samples(String query) throws Exception {
        return text(server.get("/metrics" + query)).replaceAll("(?m)^#.*\n|^(node_scrape|promhttp).*\n", "");
    }

    private void assertRejected(String query, String text) throws Exception {
        HttpResponse<byte[]> response = server.get("/metrics" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).isEqualTo(text);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
