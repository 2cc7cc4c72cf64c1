package io.github.ecsmonitoring.grafanapublisher.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends single requests, authenticated by a token. */
final class Transport {
    /** Far above the largest dashboard, and below what the function's memory bears. */
    private static final long MAX_ANSWER = 16L << 20;

    /** A dashboard holds nulls on purpose. */
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final String url;
    private final String token;
    private final HttpExchanges http = new HttpExchanges();

    Transport(URI url, String token) {
        if (!token.matches("[!-~]+")) {
            throw new IllegalArgumentException("token must consist of visible ASCII characters");
        }
        this.url = url.toString().replaceAll("/+$", "");
        this.token = token;
    }

    /**
     * Sends a request once.
     *
     * @throws IOException if no complete answer arrived
     */
    ApiAnswer send(ApiCall call, Duration timeout) throws IOException {
        HttpResponse<byte[]> response = http.send(request(call), timeout, MAX_ANSWER);
        return new ApiAnswer(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8).replace(token, "***"),
                response.headers().firstValue("Retry-After"));
    }

    private HttpRequest request(ApiCall call) {
        BodyPublisher body =
                call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(GSON.toJson(call.body()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path()))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .method(call.method(), body);
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }
}
