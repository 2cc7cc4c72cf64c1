package io.github.ecsmonitoring.exporter.emulator;

import io.github.ecsmonitoring.exporter.json.JsonTree;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Sends requests to the emulator. */
final class TestClient {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private TestClient() {}

    static HttpResponse<String> get(String uri, String... headers) throws Exception {
        return send("GET", uri, "", headers);
    }

    static HttpResponse<String> put(String uri, String body, String... headers) throws Exception {
        return send("PUT", uri, body, headers);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String uri) throws Exception {
        return (Map<String, Object>) JsonTree.parse(uri, get(uri).body());
    }

    private static HttpResponse<String> send(String method, String uri, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(TIMEOUT).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
