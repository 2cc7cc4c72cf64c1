package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import io.github.ecsmonitoring.exporter.ecs.TestEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar as in an ECS task, where an environment variable holds the URI of the task metadata endpoint. */
@Timeout(120)
class EcsTaskTest {
    private static final Path FIXTURES = Path.of("src/test/resources/ecs-collector/fargate");
    private static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";

    @TempDir
    Path folder;

    @Test
    void exposesNodeAndTaskMetricsWithoutAProxy() throws Exception {
        List<String> proxies = List.of(
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=1",
                "-DsocksNonProxyHosts=",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=1",
                "-Dhttp.nonProxyHosts=");
        try (TestEndpoint endpoint = new TestEndpoint()
                        .serve(
                                Files.readString(FIXTURES.resolve("task.json")),
                                Files.readString(FIXTURES.resolve("stats.json")));
                ExporterProcess exporter = ExporterProcess.serve(
                        folder,
                        new Launch(
                                List.of(),
                                proxies,
                                Map.of(VARIABLE, endpoint.uri(), "http_proxy", "http://127.0.0.1:1")))) {
            assertThat(exporter.get("/metrics").body())
                    .contains(
                            "ecs_up 1\n",
                            "ecs_task_memory_limit_bytes 1.073741824e+09\n",
                            "node_scrape_collector_success{collector=\"ecs\"} 1\n",
                            "\nnode_load1 ");
            assertThat(exporter.get("/metrics?collect[]=ecs").body())
                    .contains("ecs_up 1\n")
                    .doesNotContain("node_load1");
        }
    }

    @Test
    void exposesNodeMetricsWhileTheEndpointIsDown() throws Exception {
        String uri;
        try (TestEndpoint endpoint = new TestEndpoint()) {
            uri = endpoint.uri();
        }
        try (ExporterProcess exporter = ExporterProcess.serve(folder, Launch.with(Map.of(VARIABLE, uri)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(exporter.get("/metrics").body())
                        .contains(
                                "ecs_up 0\n", "node_scrape_collector_success{collector=\"ecs\"} 0\n", "\nnode_load1 ");
            }
            assertThat(exporter.stderr().lines().filter(line -> line.contains("name=ecs")))
                    .hasSize(1)
                    .allMatch(line -> line.startsWith(
                            "time=NOW level=ERROR msg=\"collector failed\" name=ecs err=\"" + uri + "/task: "));
        }
    }

    @Test
    void survivesAResponseLargerThanTheHeap() throws Exception {
        try (TestEndpoint endpoint = new TestEndpoint().serve("{\"Family\": \"" + "x".repeat(20 << 20) + "\"}", "{}");
                ExporterProcess exporter =
                        ExporterProcess.serve(folder, Launch.with(Map.of(VARIABLE, endpoint.uri())))) {
            for (int i = 0; i < 2; i++) {
                assertThat(exporter.get("/metrics?collect[]=ecs&collect[]=loadavg")
                                .body())
                        .contains("ecs_up 0\n", "\nnode_load1 ");
            }
        }
    }

    @Test
    void exitsWhenTheEndpointVariableIsInvalid() throws Exception {
        try (ExporterProcess exporter =
                ExporterProcess.start(folder, Launch.with(Map.of(VARIABLE, "169.254.170.2/v4/x")), List.of())) {
            assertThat(exporter.exitCode()).isEqualTo(1);
            assertThat(exporter.stderr())
                    .isEqualTo(
                            "node-exporter: error: " + VARIABLE + " must be an http URL such as "
                                    + "http://169.254.170.2/v4/ID, got '169.254.170.2/v4/x'; --no-collector.ecs disables the collector\n");
        }
    }
}
