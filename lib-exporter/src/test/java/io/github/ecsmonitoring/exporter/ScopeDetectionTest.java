package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scope that the jar detects under ECS, and exposes. */
@Timeout(120)
class ScopeDetectionTest {
    private static final Launch FARGATE = Launch.with(Map.of("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE"));
    private static final Launch EC2 = Launch.with(Map.of("AWS_EXECUTION_ENV", "AWS_ECS_EC2"));

    @TempDir
    Path folder;

    @Test
    void usesScopeTaskOnFargate() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder, FARGATE)) {
            assertThat(exporter.get("/metrics").body())
                    .contains("""
                    # HELP node_exporter_scope_info A metric with a constant '1' value labeled by the scope of the metrics and the launch type of \
                    the ECS task.
                    # TYPE node_exporter_scope_info gauge
                    node_exporter_scope_info{launch_type="FARGATE",scope="task"} 1
                    """, "node_scrape_collector_success{collector=\"meminfo\"} 1\n")
                    .doesNotContain("{collector=\"hwmon\"}", "{collector=\"mdadm\"}");
            assertThat(exporter.stderr())
                    .contains("time=NOW level=INFO msg=\"Scope of the metrics\" scope=task launch_type=FARGATE "
                            + "reason=\"tasks on Fargate have no host to monitor\"\n");
        }
    }

    @Test
    void rejectsScopeHostOnFargate() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.start(folder, FARGATE, List.of("--scope=host"))) {
            assertThat(exporter.exitCode()).isEqualTo(1);
            assertThat(exporter.stderr())
                    .isEqualTo(
                            "node-exporter: error: --scope=host is not supported on Fargate, where a task has no host "
                                    + "to monitor: use --scope=task or auto; --scope.force overrides this\n");
        }
    }

    @Test
    void allowsScopeHostOnFargateWhenForced() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder, FARGATE, "--scope=host", "--scope.force")) {
            assertThat(exporter.get("/metrics").body())
                    .contains(
                            "node_exporter_scope_info{launch_type=\"FARGATE\",scope=\"host\"} 1\n",
                            "{collector=\"hwmon\"}");
        }
    }

    @Test
    void usesScopeTaskInAContainerOnEc2() throws Exception {
        try (ExporterProcess exporter = ExporterProcess.serve(folder, EC2.inContainer())) {
            assertThat(exporter.get("/metrics").body())
                    .contains("node_exporter_scope_info{launch_type=\"EC2\",scope=\"task\"} 1\n");
        }
    }

    @Test
    void allowsScopeHostInAContainerWithTheHostsProc() throws Exception {
        try (ExporterProcess exporter =
                ExporterProcess.serve(folder, EC2.inContainer(), "--path.procfs=/proc/.", "--scope=host")) {
            assertThat(exporter.get("/metrics").body())
                    .contains("node_exporter_scope_info{launch_type=\"EC2\",scope=\"host\"} 1\n");
        }
    }

    @Test
    void rejectsScopeHostWithTheContainersProc() throws Exception {
        try (ExporterProcess exporter =
                ExporterProcess.start(folder, EC2.inContainer(), List.of("--scope=host", "--path.rootfs=" + folder))) {
            assertThat(exporter.exitCode()).isEqualTo(1);
            assertThat(exporter.stderr())
                    .isEqualTo(
                            "node-exporter: error: --scope=host needs the host's /proc, but this container has its own: "
                                    + "mount the host's files and set --path.procfs=/host/proc --path.rootfs=/host, share the host's "
                                    + "processes (pidMode host), or use --scope=task or auto; --scope.force overrides this\n");
        }
    }

    @Test
    void exposesTheScopeMetricOnlyUnderEcsOrOnRequest() throws Exception {
        Launch container = Launch.with(Map.of()).inContainer();
        try (ExporterProcess exporter = ExporterProcess.serve(folder, container)) {
            assertThat(exporter.get("/metrics").body())
                    .contains("{collector=\"hwmon\"}")
                    .doesNotContain("node_exporter_scope_info");
        }
        try (ExporterProcess exporter = ExporterProcess.serve(folder, container, "--scope=task")) {
            assertThat(exporter.get("/metrics").body())
                    .contains("node_exporter_scope_info{launch_type=\"\",scope=\"task\"} 1\n")
                    .doesNotContain("{collector=\"hwmon\"}");
        }
    }
}
