package io.github.ecsmonitoring.ecsevents.amp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * Stands in for a workspace's alert manager on loopback: answers with given statuses, then 200, and rejects a request
 * with 403 whose signature differs from the one of the AWS SDK.
 */
public final class AlertManagerStandIn implements AutoCloseable {
    public static final AwsCredentials CREDENTIALS =
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", "IQoJb3==");
    public static final String REGION = "eu-west-1";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");

    public final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private final HttpServer server;

    public AlertManagerStandIn(Integer... statuses) throws IOException {
        this.statuses.addAll(List.of(statuses));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI alerts() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort()
                + "/workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts");
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new ReceivedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                new String(body, StandardCharsets.UTF_8)));
        boolean valid = expectedSignature(exchange, body)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Integer status = valid ? statuses.poll() : Integer.valueOf(403);
        byte[] text = (valid ? "try again" : "invalid signature").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status == null ? 200 : status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    // The newer signer also signs x-amz-content-sha256, which the service does not require.
    @SuppressWarnings("deprecation")
    private static String expectedSignature(HttpExchange exchange, byte[] body) {
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI()))
                .putHeader("content-type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        Instant date = DATE.parse(exchange.getRequestHeaders().getFirst("X-Amz-Date"), Instant::from);
        return Aws4Signer.create()
                .sign(
                        request,
                        Aws4SignerParams.builder()
                                .awsCredentials(AwsSessionCredentials.create(
                                        CREDENTIALS.keyId(), CREDENTIALS.secretKey(), CREDENTIALS.sessionToken()))
                                .signingName("aps")
                                .signingRegion(Region.of(REGION))
                                .signingClockOverride(Clock.fixed(date, ZoneOffset.UTC))
                                .build())
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
