package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares a scrape of this exporter with scrapes of node_exporter on the same machine before and after it: families,
 * types, help texts and label sets are the same, and each value lies between the two of node_exporter. The environment
 * variable {@code NODE_EXPORTER} is the path of its binary, 1.12.1 ({@code go install
 * github.com/prometheus/node_exporter@v1.12.1}) or Debian 12's 1.5.0 ({@code prometheus-node-exporter}), of which only
 * common families are compared. Without it the test is skipped.
 */
@Timeout(300)
class LiveComparisonTest {
    /** Metrics of the exporter itself, and series that differ between two scrapes of node_exporter. */
    private static final String OWN =
            "^(# (HELP|TYPE) )?(go_|process_|promhttp_|node_exporter_build_info|node_scrape_collector_duration_seconds).*";
    /** The connections of the test and the files that node_exporter opens at once change these. */
    private static final Set<String> DISTURBED =
            Set.of("node_sockstat_TCP_inuse", "node_sockstat_TCP6_inuse", "node_filefd_allocated");
    /** Each value must lie between those of node_exporter in one of these rounds. */
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    private record Page(Set<String> headers, Map<String, Double> samples) {
        static Page parse(Stream<String> page) {
            List<String> lines = page.filter(line -> !line.matches(OWN)).toList();
            Map<String, Double> samples = new TreeMap<>();
            lines.stream().filter(line -> !line.startsWith("#")).forEach(line -> {
                int blank = line.lastIndexOf(' ');
                samples.put(
                        line.substring(0, blank),
                        Double.valueOf(line.substring(blank + 1).replace("+Inf", "Infinity")));
            });
            return new Page(
                    lines.stream().filter(line -> line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new)),
                    samples);
        }

        boolean isBetween(String series, Page before, Page after) {
            double low = Math.min(before.samples.get(series), after.samples.get(series));
            double high = Math.max(before.samples.get(series), after.samples.get(series));
            double value = samples.get(series);
            return low <= value && value <= high;
        }
    }

    @Test
    void exposesTheMetricsOfNodeExporter() throws Exception {
        String binary = System.getenv("NODE_EXPORTER");
        assumeTrue(binary != null, "skipped: NODE_EXPORTER is not the path of node_exporter 1.12.1 or 1.5.0");
        OriginalExporter original = OriginalExporter.of(binary);
        String address = "127.0.0.1:" + freePort();
        Process theirs = start(original, address);
        try (ExporterProcess ours =
                ExporterProcess.serve(folder, original.arguments().toArray(String[]::new))) {
            awaitPage(address);
            List<String> shown = original.ours(get(ours.address())).toList();
            Page before = Page.parse(original.theirs(get(address), shown));
            Page our = Page.parse(shown.stream());
            assertThat(our.headers).isEqualTo(before.headers);
            assertThat(our.samples.keySet()).isEqualTo(before.samples.keySet());
            Set<String> open = new TreeSet<>(our.samples.keySet());
            open.removeAll(DISTURBED);
            for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
                Page first = Page.parse(original.theirs(get(address), shown));
                Page middle = Page.parse(original.ours(get(ours.address())));
                Page last = Page.parse(original.theirs(get(address), shown));
                open.removeIf(series -> middle.isBetween(series, first, last));
            }
            assertThat(open)
                    .as("series that never lay between two scrapes of node_exporter")
                    .isEmpty();
        } finally {
            theirs.destroy();
            theirs.waitFor();
        }
    }

    private Process start(OriginalExporter original, String address) throws IOException {
        List<String> command = new ArrayList<>(List.of(original.binary(), "--web.listen-address=" + address));
        command.addAll(original.arguments());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("theirs").toFile())
                .start();
    }

    private void awaitPage(String address) throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                get(address);
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("node_exporter does not respond: " + Files.readString(folder.resolve("theirs")));
    }

    private static String get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
