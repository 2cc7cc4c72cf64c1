package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.metrics.MetricsServer;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The exporter's server with a configuration file, on a free port of the loopback address, and clients for it. */
final class SecuredServer implements AutoCloseable {
    static final String PAGE = """
            # HELP node_load1 1m load average.
            # TYPE node_load1 gauge
            node_load1 0.21
            """;

    private final Path file;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final MetricsServer server;

    private SecuredServer(Path file) throws IOException {
        this.file = file;
        Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO, Log.Format.LOGFMT);
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = MetricsServer.start(
                new MetricsServer.Options(List.of(free), "/metrics", 40, "1.2.3", false, false),
                CollectorSet.of(
                        new Host(new HostPaths("/proc", "/sys", "/", "/run/udev/data")), Map.of(), Set.of(), log),
                List.of((host, out) -> out.gauge("node_load1", "1m load average.", 0.21)),
                WebConfig.open(file, log),
                log);
    }

    /** Starts a server with {@code web.yml} in this folder. */
    static SecuredServer start(Path folder, String yaml) throws IOException {
        return new SecuredServer(Files.writeString(folder.resolve("web.yml"), yaml));
    }

    void configure(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    /** The log so far, without timestamps. */
    String logged() {
        return logged.toString(StandardCharsets.UTF_8).replaceAll("(?m)^time=\\S+ ", "");
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request("http", path, headers), BodyHandlers.ofString());
        }
    }

    /** A request over a new TLS connection, with a client certificate unless null. */
    HttpResponse<String> getTls(String certificate) throws IOException, InterruptedException, GeneralSecurityException {
        return getTls(certificate, new SSLParameters());
    }

    HttpResponse<String> getTls(String certificate, SSLParameters parameters)
            throws IOException, InterruptedException, GeneralSecurityException {
        SSLContext context = TestKeys.client(certificate);
        // Most clients offer HTTP/2.
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build()) {
            return client.send(request("https", "/metrics"), BodyHandlers.ofString());
        }
    }

    private HttpRequest request(String scheme, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://127.0.0.1:" + address().getPort() + path))
                .timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
