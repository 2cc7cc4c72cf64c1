package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server that stores samples and answers PromQL queries, as AMP does for a workspace. */
interface MetricsServer extends AutoCloseable {
    HttpClient CLIENT = HttpClient.newHttpClient();

    /** The URL below which the paths of Prometheus' HTTP API are. */
    URI api();

    URI remoteWrite();

    /** Headers that the server requires in each request. */
    Map<String, String> headers();

    @Override
    void close();

    /** All series that match a selector, with their samples of the last two hours. */
    default List<ReceivedSeries> series(String selector) throws Exception {
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

    /** The result of an instant query. */
    default JsonNode query(String promql) throws Exception {
        return data("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
                .get("result");
    }

    /** The data of a successful answer of Prometheus' HTTP API. */
    default JsonNode data(String path) throws Exception {
        JsonNode answer =
                Synth.JSON.readTree(send(request(URI.create(api() + path))).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(path + ": " + answer);
        }
        return answer.get("data");
    }

    /** Whether the server answers with status 200; false while it starts. */
    default boolean isReady(URI uri) throws InterruptedException {
        try {
            return send(request(uri)).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    default HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
        headers().forEach(builder::header);
        return builder;
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
