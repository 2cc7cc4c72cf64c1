package io.github.ecsmonitoring.exporter.image;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A task metadata endpoint for the training run, since most exporters run in an ECS task. */
final class SampleTaskEndpoint implements AutoCloseable {
    private static final String TASK = """
            {"Cluster": "c", "TaskARN": "arn:aws:ecs:eu-west-1:123456789012:task/c/1", "Family": "f", "Revision": "1", "DesiredStatus": "RUNNING",
             "KnownStatus": "RUNNING", "Limits": {"CPU": 0.5, "Memory": 1024}, "PullStartedAt": "2026-11-22T07:00:01.25Z",
             "PullStoppedAt": "2026-11-22T07:00:09.5Z", "AvailabilityZone": "eu-west-1b", "LaunchType": "FARGATE", "Containers": [
              {"DockerId": "1-1", "Name": "app", "DockerName": "app", "Image": "app:1", "ImageID": "sha256:11", "DesiredStatus": "RUNNING",
               "KnownStatus": "RUNNING", "Limits": {"CPU": 2}, "CreatedAt": "2026-11-22T07:00:10Z", "StartedAt": "2026-11-22T07:00:10.75Z",
               "Type": "NORMAL", "Health": {"status": "HEALTHY"}, "Networks": [{"NetworkMode": "awsvpc", "IPv4Addresses": ["10.0.1.17"]}]}],
             "ClockDrift": {"ClockErrorBound": 0.5, "ClockSynchronizationStatus": "SYNCHRONIZED"},
             "EphemeralStorageMetrics": {"Utilized": 300, "Reserved": 20496}}
            """;
    private static final String STATS = """
            {"1-1": {"blkio_stats": {"io_service_bytes_recursive": [{"op": "Read", "value": 8192}, {"op": "Write", "value": 4096}]},
              "cpu_stats": {"cpu_usage": {"total_usage": 12500000000, "usage_in_kernelmode": 2490000000, "usage_in_usermode": 10000000000},
               "throttling_data": {"periods": 3000, "throttled_periods": 120, "throttled_time": 6250000000}},
              "memory_stats": {"usage": 300000000, "stats": {"cache": 120000000, "total_inactive_file": 100000000}, "limit": 9223372036854771712},
              "networks": {"eth1": {"rx_bytes": 5000000, "rx_packets": 4000, "tx_bytes": 600000, "tx_packets": 500}}}}
            """;

    private final HttpServer server;

    private SampleTaskEndpoint(HttpServer server) {
        this.server = server;
    }

    static SampleTaskEndpoint start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = (exchange.getRequestURI().getPath().endsWith("/stats") ? STATS : TASK)
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return new SampleTaskEndpoint(server);
    }

    /** The value for ECS_CONTAINER_METADATA_URI_V4. */
    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v4/1";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
