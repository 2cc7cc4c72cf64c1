package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Prometheus on the loopback interface, which ends with this process. */
final class PrometheusServer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    private final URI uri;

    private PrometheusServer(Path folder, Process process, URI uri) {
        this.folder = folder;
        this.process = process;
        this.uri = uri;
    }

    static PrometheusServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lab-");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
        URI uri = URI.create("http://127.0.0.1:" + freePort());
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "KILL",
                        "--",
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        // The head accepts samples as old as half a block, for recording rules over the history.
                        "--storage.tsdb.min-block-duration=48h",
                        "--storage.tsdb.max-block-duration=48h",
                        "--web.listen-address=" + uri.getAuthority(),
                        "--web.enable-remote-write-receiver",
                        "--web.cors.origin=.*",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(folder, process, uri);
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 300 && process.isAlive(); attempt++) {
            try {
                if (client.send(request("/-/ready").build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        String log = Files.readString(folder.resolve("log"));
        close();
        throw new IOException("prometheus does not start: " + log);
    }

    URI uri() {
        return uri;
    }

    void write(byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request("/api/v1/write")
                        .header("Content-Encoding", "snappy")
                        .header("Content-Type", "application/x-protobuf")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("remote write: " + response.statusCode() + " " + response.body());
        }
    }

    /** The whole answer of Prometheus' HTTP API, also if it is an error. */
    @SuppressWarnings("unchecked")
    Map<String, Object> api(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        return (Map<String, Object>) Json.parse(answer(path, parameters));
    }

    /** The text of an answer. */
    String answer(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        // The values of a label are not answered to POST.
        HttpRequest.Builder request = path.startsWith("label/")
                ? request("/api/v1/" + path + "?" + form)
                : request("/api/v1/" + path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri.resolve(path)).timeout(TIMEOUT);
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        List.copyOf(files.sorted((a, b) -> b.compareTo(a)).toList())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            System.err.println("the lab's folder is not deleted: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
