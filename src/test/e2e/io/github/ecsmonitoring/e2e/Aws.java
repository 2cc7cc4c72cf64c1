package io.github.ecsmonitoring.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
 * Stands in for the services of AWS that a collector sends to. Remote write is checked like AMP does, signature first,
 * and handed to a real Prometheus, whose answer is the answer. What goes to X-Ray and CloudWatch is kept.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html">RemoteWrite</a>
 */
final class Aws implements AutoCloseable {
    static final String WORKSPACE = "/workspaces/ws-0a1b2c3d";
    static final String WORKSPACE_REGION = "eu-west-1";
    static final String TASK_REGION = "us-east-1";
    static final String KEY_ID = "ASIAE2E";
    static final String SECRET_KEY = "secret-of-the-task-role";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final URI prometheus;
    private volatile Optional<Answer> outage = Optional.empty();

    /** @param body of the request to X-Ray or CloudWatch, else of the answer */
    record Answer(Instant at, String path, int status, String body) {
        static Answer of(int status, String body) {
            return new Answer(Instant.now(), "", status, body);
        }
    }

    /** @param prometheus where samples go */
    Aws(URI prometheus) {
        this.prometheus = prometheus;
    }

    /** Listens there too; the result is what takes the place of {@code https://service.region.amazonaws.com}. */
    String listenOn(InetAddress address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        servers.add(server);
        return "http://" + address.getHostAddress() + ":" + server.getAddress().getPort();
    }

    /** From now on AMP answers correctly signed requests with this. */
    void outage(int status, String body) {
        outage = Optional.of(Answer.of(status, body));
    }

    void outageEnds() {
        outage = Optional.empty();
    }

    /** All answers so far whose path ends so. */
    List<Answer> answers(String path) {
        return answers.stream().filter(answer -> answer.path().endsWith(path)).toList();
    }

    /** Answers of AMP so far with this status. */
    List<Answer> remoteWrites(int status) {
        return answers("/api/v1/remote_write").stream()
                .filter(answer -> answer.status() == status)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        URI uri = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + path);
        Answer answer = switch (path) {
            case WORKSPACE + "/api/v1/remote_write" ->
                signed("aps", WORKSPACE_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElseGet(() -> outage.orElseGet(() -> write(exchange.getRequestHeaders(), body)));
            case "/v1/metrics" ->
                signed("monitoring", TASK_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElse(Answer.of(200, ""));
            case "/TraceSegments" ->
                signed("xray", TASK_REGION, uri, exchange.getRequestHeaders(), body)
                        .orElse(Answer.of(200, "{}"));
            case Differences.TRACES -> Answer.of(200, "");
            default -> Answer.of(404, "nothing at " + path);
        };
        boolean kept = answer.status() == 200 && !path.endsWith("remote_write");
        answers.add(new Answer(
                Instant.now(), path, answer.status(), kept ? text(exchange.getRequestHeaders(), body) : answer.body()));
        byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** Of protocol buffers too: the names and values in them are UTF-8. */
    private static String text(Headers headers, byte[] body) throws IOException {
        boolean packed = "gzip".equals(headers.getFirst("Content-Encoding"));
        return new String(
                packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body,
                StandardCharsets.UTF_8);
    }

    private static Optional<Answer> signed(String service, String region, URI uri, Headers headers, byte[] body) {
        return new Signature(KEY_ID, SECRET_KEY, region, service)
                .problem(uri, headers, body)
                .map(problem -> Answer.of(403, "{\"message\":\"" + problem + "\"}"));
    }

    private Answer write(Headers headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(prometheus).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Content-Encoding", "X-Prometheus-Remote-Write-Version")) {
            request.header(name, headers.getFirst(name));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return Answer.of(response.statusCode(), response.body());
        } catch (IOException e) {
            return Answer.of(502, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.of(502, "the test ends");
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
