package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Lets the AWS SDK use the JDK's HTTP client. The SDK's smallest client builds on {@code HttpURLConnection}, which
 * cannot send the PATCH of UpdatePermissions.
 */
final class JdkSdkHttpClient implements SdkHttpClient {
    private static final int MAX_ANSWER = 5_000_000;
    /** Set by the JDK's client itself. */
    private static final Set<String> RESTRICTED = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final HttpExchanges http;
    private final Duration timeout;

    JdkSdkHttpClient(HttpExchanges http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(http.send(jdkRequest(request), timeout, MAX_ANSWER));
            }

            @Override
            public void abort() {
                // An exchange ends by its time limit, or by the interruption of its thread.
            }
        };
    }

    private static HttpRequest jdkRequest(HttpExecuteRequest execute) throws IOException {
        SdkHttpRequest request = execute.httpRequest();
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.getUri()).method(request.method().name(), body(execute));
        request.forEachHeader((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static BodyPublisher body(HttpExecuteRequest execute) throws IOException {
        ContentStreamProvider provider = execute.contentStreamProvider().orElse(null);
        if (provider == null) {
            return BodyPublishers.noBody();
        }
        try (InputStream stream = provider.newStream()) {
            byte[] bytes = stream.readAllBytes();
            return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
        }
    }

    private static HttpExecuteResponse response(HttpResponse<byte[]> answer) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(answer.statusCode())
                        .headers(answer.headers().map())
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                .build();
    }

    @Override
    public String clientName() {
        return "Jdk";
    }

    @Override
    public void close() {
        // The JDK's client has no connection that outlives the function.
    }
}
