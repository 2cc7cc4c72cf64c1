package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus scrapes the jar. Needs {@code prometheus} and {@code promtool} of Debian's package "prometheus". */
@Timeout(180)
class PrometheusTest {
    @TempDir
    Path folder;

    @Test
    void isScrapedByPrometheusWithoutWarnings() throws Exception {
        assumeInstalled("prometheus");
        Path log = folder.resolve("prometheus.log");
        try (ExporterProcess exporter = ExporterProcess.serve(folder);
                HttpClient client = HttpClient.newHttpClient()) {
            String address = "127.0.0.1:" + freePort();
            Process prometheus = startPrometheus(exporter.address(), address, log);
            try {
                awaitAnswer(client, address, "sum_over_time(up[10m]) >= 2", log);
                assertThat(query(client, address, "count(last_over_time(node_load1[10m]))"))
                        .contains(",\"1\"]");
                long collectors = exporter.get("/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("node_scrape_collector_success{"))
                        .count();
                assertThat(query(client, address, "count(last_over_time(node_scrape_collector_success[10m]))"))
                        .contains(",\"" + collectors + "\"]");
                String everywhere =
                        "node_scrape_collector_success{collector=~\"cpu|diskstats|filesystem|loadavg|meminfo|netdev|uname\"}";
                assertThat(query(client, address, "count(last_over_time(" + everywhere + "[10m]) == 1)"))
                        .contains(",\"7\"]");
            } finally {
                prometheus.destroy();
                assertThat(prometheus.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Files.readAllLines(log))
                    .as("debug log of the scrape")
                    .noneMatch(PrometheusTest::reportsAScrapeError);
            assertThat(exporter.stderr()).doesNotContain("level=ERROR", "level=WARN");
        }
    }

    @Test
    void hasOnlyTheLintsOfNodeExporter() throws Exception {
        assumeInstalled("promtool");
        try (ExporterProcess exporter = ExporterProcess.serve(folder)) {
            Path page = Files.writeString(
                    folder.resolve("page.txt"), exporter.get("/metrics").body());
            Path lints = folder.resolve("lints.txt");
            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(page.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(lints.toFile())
                    .start();
            assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // names of node_exporter, kept for compatibility
            assertThat(Files.readAllLines(lints))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(
                            "node_(memory|netstat)_\\w+ metric names should be written in 'snake_case' not 'camelCase'"
                                    + "|node_entropy_\\w+_bits use base unit \"bytes\" instead of \"bits\""));
        }
    }

    private Process startPrometheus(String target, String address, Path log) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 2s, scrape_timeout: 2s}
                scrape_configs:
                  - job_name: node
                    static_configs: [{targets: ["%s"]}]
                """.formatted(target));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address,
                        "--log.level=debug")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Ignores scrape timeouts, which a busy machine causes. */
    private static boolean reportsAScrapeError(String line) {
        return line.contains("scrape")
                && !line.contains("context deadline exceeded")
                && Stream.of("level=warn", "level=error", "err=").anyMatch(line.toLowerCase(Locale.ROOT)::contains);
    }

    private static void awaitAnswer(HttpClient client, String address, String query, Path log) throws Exception {
        for (int i = 0; i < 240; i++) {
            try {
                if (query(client, address, query).contains("\"value\":")) {
                    return;
                }
            } catch (IOException notYetListening) {
                // asked again below
            }
            Thread.sleep(250);
        }
        throw new AssertionError(
                "no result of " + query + " within a minute; log of Prometheus:\n" + Files.readString(log));
    }

    private static String query(HttpClient client, String address, String query) throws Exception {
        URI uri = URI.create(
                "http://" + address + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assumeInstalled(String program) {
        List<String> path = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
        assumeTrue(
                path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                program + " is not on the PATH: install Debian's package prometheus to run this test");
    }
}
