package io.github.ecsmonitoring.ecsevents.aws;

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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * Stands in for an AWS service on loopback: gives answers in turn, then 200 without a body, and rejects a request with
 * 403 whose signature differs from the one of the AWS SDK.
 */
public final class AwsStandIn implements AutoCloseable {
    public static final AwsCredentials CREDENTIALS =
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", "IQoJb3==");
    /** A workspace of another region than the function. */
    public static final String WORKSPACE_REGION = "eu-central-1";

    public static final String ECS_REGION = "eu-west-1";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");

    public final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final String service;
    private final String region;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private AwsStandIn(String service, String region, List<Answer> answers) throws IOException {
        this.service = service;
        this.region = region;
        this.answers.addAll(answers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A workspace's alert manager. */
    public static AwsStandIn alertManager(int... statuses) throws IOException {
        return new AwsStandIn(
                "aps",
                WORKSPACE_REGION,
                IntStream.of(statuses)
                        .mapToObj(status -> new Answer(status, "try again"))
                        .toList());
    }

    /** The JSON API of ECS. */
    public static AwsStandIn ecs(Answer... answers) throws IOException {
        return new AwsStandIn("ecs", ECS_REGION, List.of(answers));
    }

    /** An answer of a service. */
    public record Answer(int status, String body) {}

    /** The URL of a path. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public URI alerts() {
        return uri("/workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts");
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
        Answer next = valid ? answers.poll() : new Answer(403, "invalid signature");
        Answer answer = next == null ? new Answer(200, "") : next;
        byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    // The newer signer also signs x-amz-content-sha256, which the service does not require.
    @SuppressWarnings("deprecation")
    private String expectedSignature(HttpExchange exchange, byte[] body) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI()))
                .putHeader("content-type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .contentStreamProvider(() -> new ByteArrayInputStream(body));
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            request.putHeader("x-amz-target", target);
        }
        Instant date = DATE.parse(exchange.getRequestHeaders().getFirst("X-Amz-Date"), Instant::from);
        return Aws4Signer.create()
                .sign(
                        request.build(),
                        Aws4SignerParams.builder()
                                .awsCredentials(AwsSessionCredentials.create(
                                        CREDENTIALS.keyId(), CREDENTIALS.secretKey(), CREDENTIALS.sessionToken()))
                                .signingName(service)
                                .signingRegion(Region.of(region))
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
