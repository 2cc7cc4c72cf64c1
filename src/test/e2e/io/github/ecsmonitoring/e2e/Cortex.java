package io.github.ecsmonitoring.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Cortex, the engine of AMP, in one process: remote write, queries, the ruler and the alert manager of one workspace.
 *
 * <p>Limits are those of AMP where Cortex has them: labels per series, their bytes, the out-of-order window.
 */
final class Cortex implements MetricsServer {
    private static final String TENANT = "X-Scope-OrgID";
    private static final String WORKSPACE_ID = "ws-0a1b2c3d";
    private static final String CONNECT = "connect";
    private static final String CONFIG = """
        auth_enabled: true
        server: {http_listen_address: 127.0.0.1, http_listen_port: HTTP, grpc_listen_address: 127.0.0.1, grpc_listen_port: GRPC, log_level: warn}
        distributor:
          ring: {instance_addr: 127.0.0.1, kvstore: {store: inmemory}}
        ingester:
          lifecycler:
            address: 127.0.0.1
            min_ready_duration: 0s
            final_sleep: 0s
            ring: {replication_factor: 1, kvstore: {store: inmemory}}
        querier: {active_query_tracker_dir: FOLDER/active-queries}
        compactor: {data_dir: FOLDER/compactor, sharding_ring: {instance_addr: 127.0.0.1, kvstore: {store: inmemory}}}
        store_gateway: {sharding_ring: {instance_addr: 127.0.0.1, kvstore: {store: inmemory}}}
        blocks_storage:
          backend: filesystem
          filesystem: {dir: FOLDER/blocks}
          tsdb: {dir: FOLDER/tsdb}
          bucket_store: {sync_dir: FOLDER/bucket-sync}
        ruler:
          enable_api: true
          poll_interval: 1s
          rule_path: FOLDER/rule-files
          alertmanager_url: http://127.0.0.1:HTTP/alertmanager
          ring: {instance_addr: 127.0.0.1, kvstore: {store: inmemory}}
        ruler_storage: {backend: filesystem, filesystem: {dir: FOLDER/rules}}
        alertmanager:
          enable_api: true
          external_url: http://127.0.0.1:HTTP/alertmanager
          data_dir: FOLDER/alertmanager-data
          poll_interval: 1s
          cluster: {listen_address: ""}
        alertmanager_storage: {backend: filesystem, filesystem: {dir: FOLDER/alertmanager}}
        limits:
          max_label_names_per_series: 150
          max_labels_size_bytes: 7168
          max_label_value_length: 7168
          out_of_order_time_window: 60s
          ruler_query_offset: QUERY_OFFSET
        """;

    private final ChildProcess process;
    private final URI uri;

    private Cortex(ChildProcess process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @param queryOffset AMP's {@code RuleQueryOffsetInSeconds} */
    static Cortex start(Path folder, int queryOffset) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + MetricsServer.freePort());
        Path config = Files.writeString(
                folder.resolve("cortex.yaml"),
                CONFIG.replace("HTTP", "" + uri.getPort())
                        .replace("GRPC", "" + MetricsServer.freePort())
                        .replace("FOLDER", folder.toString())
                        .replace("QUERY_OFFSET", queryOffset + "s"));
        Cortex cortex = new Cortex(
                ChildProcess.run(
                        "cortex",
                        folder,
                        Map.of(
                                "AWS_ACCESS_KEY_ID",
                                NotificationEmulator.KEY_ID,
                                "AWS_SECRET_ACCESS_KEY",
                                NotificationEmulator.SECRET_KEY),
                        List.of(
                                Prerequisites.cortexProgram().toString(),
                                "-target=all,alertmanager",
                                "-config.file=" + config)),
                uri);
        Await.until("Cortex is ready", () -> cortex.isReady(uri.resolve("/ready")), cortex.process::toString);
        return cortex;
    }

    @Override
    public URI api() {
        return uri.resolve("/prometheus");
    }

    @Override
    public URI remoteWrite() {
        return uri.resolve("/api/v1/push");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(TENANT, WORKSPACE_ID);
    }

    /** Uploads what AMP creates from the workspace's resources, and waits until Cortex has loaded it. */
    void upload(UploadedAlerting alerting) throws Exception {
        if (alerting.alertManager() != null) {
            post("/api/v1/alerts", alerting.alertManager());
            Await.until("the alert manager", () -> isReady(uri.resolve("/alertmanager/api/v2/status")), this::toString);
        }
        connectRulerToAlertManager();
        for (Map.Entry<String, List<String>> namespace : alerting.groups().entrySet()) {
            for (String group : namespace.getValue()) {
                post("/api/v1/rules/" + namespace.getKey(), group);
            }
        }
        delete("/api/v1/rules/" + CONNECT);
        long groups = alerting.groups().values().stream().mapToLong(List::size).sum();
        Await.until("the rules", () -> data("/api/v1/rules").get("groups").size() == groups, this::toString);
    }

    /** A ruler finds its alert manager some seconds after the first rule, until when alerts would be lost. */
    private void connectRulerToAlertManager() throws Exception {
        post("/api/v1/rules/" + CONNECT, "{name: first, interval: 1m, rules: [{record: first, expr: vector(1)}]}");
        Await.until(
                "the ruler has found the alert manager",
                () -> MetricsServer.send(request(uri.resolve("/metrics")))
                        .body()
                        .contains("\ncortex_prometheus_notifications_alertmanagers_discovered{user=\"" + WORKSPACE_ID
                                + "\"} 1\n"),
                this::toString);
    }

    /** The rules of all groups, with their health and their alerts. */
    List<JsonNode> rules() throws Exception {
        return data("/api/v1/rules").findValues("rules").stream()
                .flatMap(rules -> rules.valueStream())
                .toList();
    }

    /** The alerts that the alert manager has received. */
    JsonNode alerts() throws Exception {
        return Synth.JSON.readTree(MetricsServer.send(request(uri.resolve("/alertmanager/api/v2/alerts")))
                .body());
    }

    private void post(String path, String body) throws Exception {
        requireAccepted(request(uri.resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)), body);
    }

    private void delete(String path) throws Exception {
        requireAccepted(request(uri.resolve(path)).DELETE(), "");
    }

    private static void requireAccepted(HttpRequest.Builder request, String body) throws Exception {
        HttpResponse<String> answer = MetricsServer.send(request);
        if (answer.statusCode() >= 300) {
            throw new IOException(answer + ": " + answer.body() + "\n" + body);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
