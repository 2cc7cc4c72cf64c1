package io.github.ecsmonitoring.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmonitoring.AssumedRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Emulates the AWS services that a collector sends to. Remote write requests are verified as by AMP, signature first,
 * and forwarded to a real Prometheus, whose response is returned. Requests to X-Ray, CloudWatch and STS are recorded.
 *
 * <p>The workspace accepts the credentials of the task role. The hub, in a region that accounts must enable, accepts
 * those of the writer role, which STS hands out to the task role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html">RemoteWrite</a>
 */
final class AwsEmulator implements AutoCloseable {
    static final String WORKSPACE = "/workspaces/ws-0a1b2c3d";
    static final String WORKSPACE_REGION = "eu-west-1";
    static final String TASK_REGION = "us-east-1";
    static final String KEY_ID = "ASIAE2E";
    static final String SECRET_KEY = "secret-of-the-task-role";

    static final String HUB = "/workspaces/ws-hub";
    static final String HUB_REGION = "ap-east-1";
    static final String WRITER_ROLE = "arn:aws:iam::444455556666:role/prometheus-writer";

    private static final AssumedRole WRITER =
            new AssumedRole("ASIAWRITER", "secret-of-the-writer-role", "token-of-the-writer-role");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Response> responses = new CopyOnWriteArrayList<>();
    private final MetricsServer prometheus;
    private volatile Optional<Response> outage = Optional.empty();

    /** @param body of the request for successful requests except to AMP, otherwise of the response */
    record Response(Instant at, String path, int status, String body) {
        static Response of(int status, String body) {
            return new Response(Instant.now(), "", status, body);
        }
    }

    /** @param prometheus or Cortex, which answers for the workspace */
    AwsEmulator(MetricsServer prometheus) {
        this.prometheus = prometheus;
    }

    /** Listens on another address. Returns the origin that replaces {@code https://service.region.amazonaws.com}. */
    String listenOn(InetAddress address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        servers.add(server);
        return "http://" + address.getHostAddress() + ":" + server.getAddress().getPort();
    }

    /** From now on AMP answers correctly signed requests with this error. */
    void startOutage(int status, String body) {
        outage = Optional.of(Response.of(status, body));
    }

    void endOutage() {
        outage = Optional.empty();
    }

    /** All responses so far whose path ends with {@code path}. */
    List<Response> responses(String path) {
        return responses.stream()
                .filter(response -> response.path().endsWith(path))
                .toList();
    }

    /** Responses of AMP so far with this status. */
    List<Response> remoteWrites(int status) {
        return responses("/api/v1/remote_write").stream()
                .filter(response -> response.status() == status)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        URI uri = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + path);
        Response response = switch (path) {
            case WORKSPACE + "/api/v1/remote_write" ->
                signed("aps", WORKSPACE_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElseGet(() -> outage.orElseGet(() -> write(exchange.getRequestHeaders(), body)));
            case HUB + "/api/v1/remote_write" ->
                signedByWriter(uri, exchange.getRequestHeaders(), body)
                        .orElseGet(() -> write(exchange.getRequestHeaders(), body));
            case "/" ->
                signed("sts", TASK_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElseGet(() -> assumeRole(body));
            case "/v1/metrics" ->
                signed("monitoring", TASK_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElse(Response.of(200, ""));
            case "/TraceSegments" ->
                signed("xray", TASK_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElse(Response.of(200, "{}"));
            case TemplateDifferences.TRACES -> Response.of(200, "");
            default -> Response.of(404, "no service at " + path);
        };
        boolean recorded = response.status() == 200 && !path.endsWith("remote_write");
        responses.add(new Response(
                Instant.now(),
                path,
                response.status(),
                recorded ? text(exchange.getRequestHeaders(), body) : response.body()));
        byte[] text = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** Protocol buffers are readable as well, since their names and values are UTF-8. */
    private static String text(Headers headers, byte[] body) throws IOException {
        boolean gzipped = "gzip".equals(headers.getFirst("Content-Encoding"));
        return new String(
                gzipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body,
                StandardCharsets.UTF_8);
    }

    private static Optional<Response> signed(String service, String region, URI uri, Headers headers, byte[] body) {
        return new SigV4Verifier(KEY_ID, SECRET_KEY, region, service)
                .verify(uri, headers, body)
                .map(problem -> Response.of(403, "{\"message\":\"" + problem + "\"}"));
    }

    private static Optional<Response> signedByWriter(URI uri, Headers headers, byte[] body) {
        if (!WRITER.sessionToken().equals(headers.getFirst("X-Amz-Security-Token"))) {
            return Optional.of(
                    Response.of(403, "{\"message\":\"The security token included in the request is invalid.\"}"));
        }
        return new SigV4Verifier(WRITER.keyId(), WRITER.secretKey(), HUB_REGION, "aps")
                .verify(uri, headers, body)
                .map(problem -> Response.of(403, "{\"message\":\"" + problem + "\"}"));
    }

    private static Response assumeRole(byte[] form) {
        String request = URLDecoder.decode(new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return List.of(request.split("&")).containsAll(List.of("Action=AssumeRole", "RoleArn=" + WRITER_ROLE))
                ? Response.of(200, WRITER.response())
                : Response.of(
                        403,
                        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole"
                                + "</Message></Error></ErrorResponse>");
    }

    private Response write(Headers headers, byte[] body) {
        HttpRequest.Builder request =
                prometheus.request(prometheus.remoteWrite()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Content-Encoding", "X-Prometheus-Remote-Write-Version")) {
            request.header(name, headers.getFirst(name));
        }
        try {
            HttpResponse<String> result = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return Response.of(result.statusCode(), result.body());
        } catch (IOException e) {
            return Response.of(502, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.of(502, "interrupted");
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
