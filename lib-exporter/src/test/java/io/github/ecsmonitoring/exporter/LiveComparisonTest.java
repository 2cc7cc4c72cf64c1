package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our exporter beside node_exporter 1.12.1, on the machine that runs the test: the same families, types, help texts and label sets, and
 * values that lie between two that node_exporter gave before and after. The environment variable {@code NODE_EXPORTER} names its binary
 * ({@code go install github.com/prometheus/node_exporter@v1.12.1}); without it the test is skipped.
 */
@Timeout(300)
class LiveComparisonTest {
    /** What each says of itself; and the series that node_exporter cannot give twice alike. */
    private static final String OWN = "^(# (HELP|TYPE) )?(go_|process_|promhttp_|node_exporter_build_info|node_scrape_collector_duration_seconds).*";
    /** The test's own connections change these, and they are others when the one or the other is asked. */
    private static final Set<String> DISTURBED = Set.of("node_sockstat_TCP_inuse", "node_sockstat_TCP6_inuse");
    /** Values of a machine that works on: each must fit once in so many rounds. */
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    private record Page(Set<String> headers, Map<String, Double> samples) {
        static Page parse(String text) {
            List<String> lines = text.lines().filter(line -> !line.matches(OWN)).toList();
            Map<String, Double> samples = new TreeMap<>();
            lines.stream().filter(line -> !line.startsWith("#")).forEach(line -> {
                int blank = line.lastIndexOf(' ');
                samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1).replace("+Inf", "Infinity")));
            });
            return new Page(lines.stream().filter(line -> line.startsWith("#")).collect(Collectors.toCollection(TreeSet::new)), samples);
        }

        boolean isBetween(String series, Page before, Page after) {
            double low = Math.min(before.samples.get(series), after.samples.get(series));
            double high = Math.max(before.samples.get(series), after.samples.get(series));
            double value = samples.get(series);
            return low <= value && value <= high;
        }
    }

    @Test
    void saysWhatNodeExporterSaysOfThisMachine() throws Exception {
        String original = System.getenv("NODE_EXPORTER");
        assumeTrue(original != null, "skipped: NODE_EXPORTER does not name the binary of node_exporter 1.12.1");
        int port = freePort();
        Process theirs = new ProcessBuilder(original, "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(folder.resolve("theirs").toFile()).start();
        try (ExporterProcess ours = ExporterProcess.serve(folder)) {
            awaitPage(port);
            Page before = Page.parse(get("127.0.0.1:" + port));
            Page our = Page.parse(get(ours.address()));
            assertThat(our.headers).isEqualTo(before.headers);
            assertThat(our.samples.keySet()).isEqualTo(before.samples.keySet());
            Set<String> open = new TreeSet<>(our.samples.keySet());
            open.removeAll(DISTURBED);
            for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
                Page first = Page.parse(get("127.0.0.1:" + port));
                Page middle = Page.parse(get(ours.address()));
                Page last = Page.parse(get("127.0.0.1:" + port));
                open.removeIf(series -> middle.isBetween(series, first, last));
            }
            assertThat(open).as("series that never lay between node_exporter's").isEmpty();
        } finally {
            theirs.destroy();
            theirs.waitFor();
        }
    }

    private void awaitPage(int port) throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                get("127.0.0.1:" + port);
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("node_exporter does not answer: " + Files.readString(folder.resolve("theirs")));
    }

    private static String get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build(), BodyHandlers.ofString()).body();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
