package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.http.ConnectionLimits;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A metrics server on a free port of the loopback address, and a client for it. */
final class TestServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Host host = new Host(new HostPaths("/proc", "/sys", "/", "/run/udev/data"));
    private boolean compressLoopback;
    private MetricsServer server;

    TestServer compressLoopback() {
        compressLoopback = true;
        return this;
    }

    void start(Collector source) throws IOException {
        start("/metrics", 40, source);
    }

    void start(String metricsPath, int maxRequests, Collector source) throws IOException {
        start(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), metricsPath, maxRequests, source);
    }

    /** With limits other than the exporter's, and two parallel scrapes. */
    void start(ConnectionLimits limits, Collector source) throws IOException {
        Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT);
        List<InetSocketAddress> loopback = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = MetricsServer.start(
                new MetricsServer.Options(loopback, "/metrics", 2, "1.2.3", true, false),
                CollectorSet.of(host, Map.of(), Set.of(), log),
                List.of(source),
                null,
                limits,
                log);
    }

    void start(List<InetSocketAddress> addresses, String metricsPath, int maxRequests, Collector source)
            throws IOException {
        Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT);
        server = MetricsServer.start(
                new MetricsServer.Options(addresses, metricsPath, maxRequests, "1.2.3", false, compressLoopback),
                CollectorSet.of(host, Map.of(), Set.of(), log),
                List.of(source),
                null,
                log);
    }

    /** Serves named collectors and the handler's own metrics, with two parallel scrapes. */
    Log start(Map<String, Collector> collectors) throws IOException {
        return start(collectors, 2);
    }

    Log start(Map<String, Collector> collectors, int maxRequests) throws IOException {
        Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT);
        List<InetSocketAddress> loopback = List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = MetricsServer.start(
                new MetricsServer.Options(loopback, "/metrics", maxRequests, "1.2.3", true, false),
                CollectorSet.of(host, collectors, collectors.keySet(), log),
                List.of(),
                null,
                log);
        return log;
    }

    /** Retries while the server is at its limit of parallel scrapes. */
    HttpResponse<byte[]> getBelowLimit(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        for (int i = 0; i < 500 && response.statusCode() == 503; i++) {
            Thread.sleep(10);
            response = get(path);
        }
        return response;
    }

    /** Stops server and client at once. */
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        client.shutdownNow();
    }

    /** Stops the server as the exporter does at SIGTERM. */
    void stop(int seconds) {
        server.stop(seconds);
    }

    List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    int port() {
        return server.addresses().getFirst().getPort();
    }

    /** The log so far, without timestamps. */
    String logged() {
        return logged.toString(StandardCharsets.UTF_8).replaceAll("(?m)^time=\\S+ ", "");
    }

    HttpRequest.Builder request(String path) {
        return request(server.addresses().getFirst(), path);
    }

    HttpRequest.Builder request(InetSocketAddress address, String path) {
        String host = address.getAddress().getHostAddress();
        String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        return HttpRequest.newBuilder(URI.create("http://" + authority + path.replace("[]", "%5B%5D")))
                .timeout(TIMEOUT);
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<byte[]> send(String method, String path, String header, String value) throws Exception {
        return send(request(path).method(method, BodyPublishers.noBody()).header(header, value));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> getLater(String path) {
        return client.sendAsync(request(path).build(), BodyHandlers.ofByteArray());
    }

    /** A raw connection with a small receive buffer. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        socket.connect(server.addresses().getFirst());
        return socket;
    }
}
