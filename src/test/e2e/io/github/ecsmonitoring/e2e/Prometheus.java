package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Prometheus with a remote write receiver, which, unlike AMP, rejects all out-of-order samples. */
final class Prometheus implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ChildProcess process;
    private final URI uri;

    private Prometheus(ChildProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static Prometheus start(Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        Prometheus prometheus = new Prometheus(
                ChildProcess.run(
                        "prometheus",
                        folder,
                        Map.of(),
                        List.of(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                "--web.listen-address=" + uri.getAuthority(),
                                "--web.enable-remote-write-receiver",
                                "--log.level=warn")),
                uri);
        Await.until("Prometheus is ready", prometheus::isReady, prometheus.process::toString);
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(uri.resolve("/-/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI remoteWrite() {
        return uri.resolve("/api/v1/write");
    }

    /** All series that match a selector, with their samples of the last two hours. */
    List<ReceivedSeries> series(String selector) throws Exception {
        List<ReceivedSeries> all = new ArrayList<>();
        for (JsonNode each : query(selector + "[2h]")) {
            Map<String, String> labels = Synth.JSON.convertValue(each.get("metric"), ReceivedSeries.LABELS);
            List<ReceivedSeries.Sample> samples = new ArrayList<>();
            each.get("values")
                    .forEach(pair -> samples.add(new ReceivedSeries.Sample(
                            pair.get(0).asDouble(), pair.get(1).asText())));
            all.add(new ReceivedSeries(labels, samples));
        }
        return all;
    }

    private JsonNode query(String promql) throws Exception {
        URI query = uri.resolve("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
        JsonNode answer = Synth.JSON.readTree(
                CLIENT.send(HttpRequest.newBuilder(query).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(promql + ": " + answer);
        }
        return answer.get("data").get("result");
    }

    @Override
    public void close() {
        process.close();
    }
}
