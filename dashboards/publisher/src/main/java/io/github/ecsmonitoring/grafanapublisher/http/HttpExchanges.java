package io.github.ecsmonitoring.grafanapublisher.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP exchanges with a limit for the time until the last byte of the answer, and for its size. Redirections are not
 * followed: they would take credentials along.
 */
public final class HttpExchanges {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Sends a request.
     *
     * @param timeout from now to the last byte
     * @param maxBytes of the answer's body
     */
    public HttpResponse<byte[]> send(HttpRequest request, Duration timeout, long maxBytes) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(
                request, answer -> new BoundedBytes(answer.headers().firstValueAsLong("content-length"), maxBytes));
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new HttpTimeoutException("no complete answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the invocation was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
