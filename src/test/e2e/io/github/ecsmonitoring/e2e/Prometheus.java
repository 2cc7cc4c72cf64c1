package io.github.ecsmonitoring.e2e;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Prometheus with a remote write receiver, which, unlike AMP, rejects all out-of-order samples. */
final class Prometheus implements MetricsServer {
    private final ChildProcess process;
    private final URI uri;

    private Prometheus(ChildProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static Prometheus start(Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
        URI uri = URI.create("http://127.0.0.1:" + MetricsServer.freePort());
        Prometheus prometheus = new Prometheus(
                ChildProcess.run(
                        "prometheus",
                        folder,
                        Map.of(),
                        List.of(
                                "prometheus",
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                "--web.listen-address=" + uri.getAuthority(),
                                "--web.enable-remote-write-receiver",
                                "--log.level=warn")),
                uri);
        Await.until(
                "Prometheus is ready", () -> prometheus.isReady(uri.resolve("/-/ready")), prometheus.process::toString);
        return prometheus;
    }

    @Override
    public URI api() {
        return uri;
    }

    @Override
    public URI remoteWrite() {
        return uri.resolve("/api/v1/write");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public void close() {
        process.close();
    }
}
