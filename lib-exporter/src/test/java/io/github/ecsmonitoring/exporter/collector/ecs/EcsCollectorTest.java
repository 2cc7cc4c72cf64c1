package io.github.ecsmonitoring.exporter.collector.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.CollectorList;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint;
import io.github.ecsmonitoring.exporter.ecs.TestEndpoint;
import io.github.ecsmonitoring.exporter.emulator.Emulator;
import io.github.ecsmonitoring.exporter.flags.EnvironmentException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The responses are in {@code src/test/resources/ecs-collector}, with the expected page of each, which
 * {@code -Dsnapshots.update=true} rewrites.
 */
@Timeout(120)
class EcsCollectorTest {
    private static final Path FIXTURES = Path.of("src/test/resources/ecs-collector");
    private static final String STATS_OF_ONE = """
            {"x": {"networks": {"eth0": {"rx_bytes": 10}}}, "y": {"networks": {"eth0": {"rx_bytes": 11}}}}""";

    @TempDir
    Path folder;

    private TestEndpoint server;

    @BeforeEach
    void start() throws IOException {
        server = new TestEndpoint();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fargate", "bridge"})
    void exposesTheTaskAndItsContainers(String task) throws IOException {
        serve(task);
        assertPage(task, collector().page());
        assertThat(server.requests()).containsExactly("/task", "/task/stats");
    }

    @Test
    void exposesATaskOnManagedInstances() throws Exception {
        try (Emulator emulator = Emulator.start("--scenario=managed-instances", "--frozen")) {
            assertPage("managed-instances", collector(emulator.uri().toString()).page());
        }
    }

    private static void assertPage(String task, String page) throws IOException {
        Path expected = FIXTURES.resolve(task).resolve("page.txt");
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI"))
                    .as("expected files must not be updated on a CI machine")
                    .isNotEqualTo("true");
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, page);
        }
        assertThat(page).isEqualTo(Files.readString(expected));
    }

    @Test
    void countsASharedInterfaceOnce() throws IOException {
        server.serve(task("EC2", "awsvpc"), STATS_OF_ONE);
        assertThat(collector().samples()).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 11\n");
        server.serve(task("MANAGED_INSTANCES", "awsvpc"), STATS_OF_ONE);
        assertThat(collector().samples()).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 11\n");
        server.serve(task("FARGATE", ""), STATS_OF_ONE);
        assertThat(collector().samples()).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 11\n");
    }

    @Test
    void addsUpTheInterfacesOfContainersInBridgeMode() throws IOException {
        server.serve(task("EC2", "bridge"), STATS_OF_ONE);
        assertThat(collector().samples()).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 21\n");
    }

    @Test
    void omitsNetworkMetricsInHostMode() throws IOException {
        server.serve(task("EC2", "host"), STATS_OF_ONE);
        assertThat(collector().samples()).doesNotContain("ecs_network").contains("ecs_up 1\n");
    }

    @Test
    void omitsUsageOfAStoppedContainer() throws IOException {
        serve("fargate");
        assertThat(collector().samples().lines().filter(line -> line.contains("\"migrate\"")))
                .containsExactly(
                        "ecs_container_exit_code{container_name=\"migrate\"} 137",
                        "ecs_container_finish_timestamp_seconds{container_name=\"migrate\"} 1.79533083e+09",
                        "ecs_container_info{container_name=\"migrate\",docker_name=\"migrate\",image=\"flyway:11\","
                                + "image_id=\"sha256:3333333333333333333333333333333333333333333333333333333333333333\"} 1",
                        "ecs_container_memory_limit_bytes{container_name=\"migrate\"} 1.073741824e+09",
                        "ecs_container_start_timestamp_seconds{container_name=\"migrate\"} 1.79533081e+09",
                        "ecs_container_state{container_name=\"migrate\",state=\"CREATED\"} 0",
                        "ecs_container_state{container_name=\"migrate\",state=\"PULLED\"} 0",
                        "ecs_container_state{container_name=\"migrate\",state=\"RUNNING\"} 0",
                        "ecs_container_state{container_name=\"migrate\",state=\"STOPPED\"} 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\": null}", "{\"x\": {}}", "{\"other\": {\"memory_stats\": {\"usage\": 1}}}"})
    void tellsWhenARunningContainerHasNoStats(String stats) throws IOException {
        server.serve(
                "{\"Containers\": [{\"DockerId\": \"x\", \"Name\": \"app\", \"KnownStatus\": \"RUNNING\"}]}", stats);
        assertThat(collector().samples())
                .contains("ecs_container_stats_up{container_name=\"app\"} 0\n", "ecs_up 1\n")
                .doesNotContain("ecs_container_memory");
    }

    @Test
    void omitsLimitsThatMeanUnlimited() throws IOException {
        server.serve("""
                {"Limits": {"CPU": 0, "Memory": 8796093022207}, "Containers": [{"DockerId": "x", "Name": "app", "Limits": {"Memory": 0}}]}
                """, "{\"x\": {\"pids_stats\": {\"current\": 1, \"limit\": 9223372036854771712}}}");
        assertThat(collector().samples())
                .contains("ecs_container_pids{container_name=\"app\"} 1\n")
                .doesNotContain("limit");
    }

    @Test
    void exposesArnsOfOtherPartitions() throws IOException {
        server.serve(
                "{\"TaskARN\": \"arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/00\", \"LaunchType\": \"FARGATE\"}",
                "{}");
        assertThat(collector().samples()).isEqualTo("""
                ecs_task_metadata_info{availability_zone="",cluster="",desired_status="",family="",known_status="",launch_type="FARGATE",\
                revision="",task_arn="arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/00"} 1
                ecs_up 1
                """);
    }

    @Test
    void isEnabledByDefaultWhenTheVariableIsSet() {
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()))).contains("ecs", "cpu");
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()), "--no-collector.ecs"))
                .doesNotContain("ecs");
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()), "--collector.disable-defaults"))
                .isEmpty();
        assertThat(names(Map.of())).doesNotContain("ecs");
        assertThat(names(Map.of(EcsCollector.VARIABLE, ""))).doesNotContain("ecs");
    }

    @Test
    void failsWithoutTheVariable() {
        assertThatThrownBy(() -> names(Map.of(), "--collector.ecs"))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage(
                        "--collector.ecs needs the environment variable ECS_CONTAINER_METADATA_URI_V4, which ECS sets in each container on Fargate 1.4.0"
                                + " or EC2 with agent 1.39.0 or newer; it is not set");
        assertThatThrownBy(() -> names(Map.of(EcsCollector.VARIABLE, "169.254.170.2")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage(
                        "ECS_CONTAINER_METADATA_URI_V4 must be an http URL such as http://169.254.170.2/v4/ID, got '169.254.170.2'; "
                                + "--no-collector.ecs disables the collector");
    }

    private static String task(String launchType, String networkMode) {
        return """
                {"LaunchType": "%s", "Containers": [
                  {"DockerId": "x", "Name": "a", "Networks": [{"NetworkMode": "%s"}]},
                  {"DockerId": "y", "Name": "b", "Networks": [{"NetworkMode": "%s"}]},
                  {"DockerId": "z", "Name": "c", "Networks": []}]}
                """.formatted(launchType, networkMode, networkMode);
    }

    private void serve(String task) throws IOException {
        server.serve(
                Files.readString(FIXTURES.resolve(task).resolve("task.json")),
                Files.readString(FIXTURES.resolve(task).resolve("stats.json")));
    }

    /** A collector with its own endpoint and cache. */
    private MachineCollector collector() {
        return collector(server.uri());
    }

    private MachineCollector collector(String uri) {
        return new Machine(folder).collector(new EcsCollector(TaskMetadataEndpoint.of(uri), System::nanoTime));
    }

    private List<String> names(Map<String, String> environment, String... commandLine) {
        Flags flags = new Flags(environment);
        CollectorList collectors = new CollectorList(flags);
        flags.parse(List.of(commandLine));
        Machine machine = new Machine(folder);
        return collectors
                .create(machine.host(), DeploymentScope.HOST, machine.log())
                .names();
    }
}
