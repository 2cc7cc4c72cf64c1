package io.github.ecsmonitoring.ecsevents.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends signed POST requests to AWS services. */
public final class SignedPost {
    /** For the connection, the request and the whole answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final AwsCredentials credentials;
    private final InstantSource clock;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newHttpClient();

    public SignedPost(AwsCredentials credentials, InstantSource clock) {
        this(credentials, clock, TIMEOUT);
    }

    SignedPost(AwsCredentials credentials, InstantSource clock, Duration timeout) {
        this.credentials = credentials;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * The answer, whatever its status.
     *
     * @param headers in lower case, with {@code content-type}
     * @throws IOException if there is none, or none in time
     */
    public HttpResponse<String> send(AwsEndpoint endpoint, Map<String, String> headers, String json)
            throws IOException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri()).POST(BodyPublishers.ofByteArray(body));
        SigV4.headers(endpoint, headers, body, credentials, clock.instant()).forEach(request::setHeader);
        return answer(endpoint.uri(), client.sendAsync(request.build(), BodyHandlers.ofString()));
    }

    /** The time-out of a request ends with the headers of its answer; this one includes the body. */
    private HttpResponse<String> answer(URI uri, CompletableFuture<HttpResponse<String>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer from " + uri + " within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
