package io.github.ecsmonitoring.grafanapublisher.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends single requests, authenticated by a token. */
final class Transport {
    /** Far above the largest dashboard, and below what the function's memory bears. */
    private static final long MAX_ANSWER = 16L << 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** A dashboard holds nulls on purpose. */
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final String url;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

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
     * @param timeout for the whole answer: the time-out of the JDK's client ends with the answer's headers
     * @throws IOException if no complete answer arrived
     */
    ApiAnswer send(ApiCall call, Duration timeout) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request(call), head -> new BoundedBody(MAX_ANSWER));
        try {
            return answer(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private ApiAnswer answer(HttpResponse<String> response) {
        return new ApiAnswer(
                response.statusCode(),
                response.body().replace(token, "***"),
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
