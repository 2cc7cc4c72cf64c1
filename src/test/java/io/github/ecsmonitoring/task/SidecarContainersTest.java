package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.AdotConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sidecars of a Fargate task with all defaults. */
class SidecarContainersTest {
    private final TaskFixture fixture = new TaskFixture();

    @BeforeEach
    void monitor() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
    }

    private Map<String, Object> container(String name) {
        return Synth.container(fixture.stack, name);
    }

    private Map<?, ?> environment() {
        return Synth.list(container("adot").get("Environment")).stream()
                .map(Synth::map)
                .collect(Collectors.toMap(entry -> entry.get("Name"), entry -> entry.get("Value")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adot", "node-exporter"})
    void isNotEssential(String name) {
        assertThat(container(name)).containsEntry("Essential", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adot", "node-exporter"})
    void isRestartedAfterAMinute(String name) {
        assertThat(container(name).get("RestartPolicy")).hasToString("{Enabled=true, RestartAttemptPeriod=60}");
    }

    @ParameterizedTest
    @CsvSource({"adot, 160, 256", "node-exporter, 64, 128"})
    void hasAMemoryReservationAndLimit(String name, int reservation, int limit) {
        assertThat(container(name))
                .containsEntry("MemoryReservation", reservation)
                .containsEntry("Memory", limit)
                .doesNotContainKey("Cpu");
    }

    @ParameterizedTest
    @CsvSource({"adot, 4317:4317", "node-exporter, 65534:65534"})
    void hasNoPrivileges(String name, String user) {
        assertThat(container(name))
                .containsEntry("User", user)
                .containsEntry("ReadonlyRootFilesystem", true)
                .doesNotContainKeys("PortMappings", "Privileged", "MountPoints");
        assertThat(container(name).get("LinuxParameters")).hasToString("{Capabilities={Drop=[ALL]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adot", "node-exporter"})
    void logsInNonBlockingMode(String name) {
        assertThat(Synth.map(container(name).get("LogConfiguration")).get("Options"))
                .hasToString(
                        "{awslogs-group={Ref=MonitoringLogs0185DD8B}, awslogs-region={Ref=AWS::Region}, awslogs-stream-prefix="
                                + name + ", " + "max-buffer-size=1m, mode=non-blocking}");
    }

    @Test
    void logsAreKeptForAMonth() {
        assertThat(Synth.resource(fixture.stack, "AWS::Logs::LogGroup"))
                .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                .containsEntry("Properties", Map.of("RetentionInDays", 30));
    }

    @Test
    void exporterListensOnTheLoopbackInterface() {
        assertThat(Synth.list(container("node-exporter").get("Command")))
                .contains("--web.listen-address=127.0.0.1:9100");
        assertThat(container("node-exporter")).containsEntry("StopTimeout", 10);
    }

    @Test
    void collectorHasAFixedVersion() {
        assertThat(container("adot"))
                .containsEntry("Image", "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0");
    }

    @Test
    void collectorHealthCheckNeedsNoShell() {
        assertThat(Synth.map(container("adot").get("HealthCheck")))
                .containsEntry("Command", List.of("CMD", "/healthcheck"));
    }

    @Test
    void collectorDeliversItsLastScrapeAndRetriesThrottledRequests() {
        assertThat(container("adot"))
                .containsEntry("StopTimeout", 60)
                .containsEntry("Command", List.of("--feature-gates=exporter.prometheusremotewritexporter.RetryOn429"));
    }

    @Test
    void collectorEnvironmentHasTheWorkspace() {
        assertThat(environment().get("AMP_REGION")).isEqualTo("eu-west-1");
        assertThat(environment().get("AMP_REMOTE_WRITE_URL"))
                .hasToString("{Fn::Join=[, [https://aps-workspaces.eu-west-1., "
                        + "{Ref=AWS::URLSuffix}, /workspaces/ws-0a1b2c3d/api/v1/remote_write]]}");
        assertThat(environment().get("GOMEMLIMIT")).isEqualTo("205MiB");
    }

    @Test
    void collectorEnvironmentHasTheConfiguration() {
        // CloudFormation turns ${!env:NAME} into ${env:NAME}.
        Object text = Synth.map(environment().get("AOT_CONFIG_CONTENT")).get("Fn::Sub");
        assertThat(text.toString()).doesNotContainPattern("\\$\\{[^!]");
        assertThat(text.toString().replace("${!", "${"))
                .isEqualTo(AdotConfig.Builder.create().build().toYaml());
    }

    @Test
    void exporterIsABundledImageAsset() {
        assertThat(container("node-exporter").get("Image").toString())
                .startsWith("{Fn::Sub=${AWS::AccountId}.dkr.ecr.");
    }

    @Test
    void taskRoleCanWriteToThisWorkspaceOnly() {
        assertThat(Synth.template(fixture.stack).toString())
                .contains("{Action=aps:RemoteWrite, Effect=Allow, Resource=" + TaskFixture.WORKSPACE_ARN + "}")
                .containsOnlyOnce("aps:RemoteWrite")
                .doesNotContain("ManagedPolicyArns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "160 | 191     | memoryLimitMiB of sidecar adot must be 192 to 122880, got 191",
                "160 | -1      | memoryLimitMiB of sidecar adot must be 192 to 122880, got -1",
                "160 | 1000000 | memoryLimitMiB of sidecar adot must be 192 to 122880, got 1000000",
                "0   | 256     | memoryReservationMiB of sidecar adot must be 1 to memoryLimitMiB (256), got 0",
                "257 | 256     | memoryReservationMiB of sidecar adot must be 1 to memoryLimitMiB (256), got 257",
            })
    void rejectsInvalidMemoryOfTheCollector(int reservation, int limit, String message) {
        AdotSidecar.Builder builder =
                AdotSidecar.Builder.create().memoryReservationMiB(reservation).memoryLimitMiB(limit);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void defaultSizesMatchTheManual() throws IOException {
        assertThat(Files.readString(Path.of("docs/sizes-images-logs.md")))
                .contains(row(ContainerSize.EXPORTER), row(ContainerSize.COLLECTOR));
        assertThat(Files.readString(Path.of("docs/tasks-and-networks.md")))
                .contains("reserves "
                        + (ContainerSize.EXPORTER.memoryReservationMiB()
                                + ContainerSize.COLLECTOR.memoryReservationMiB())
                        + " MiB of the instance");
    }

    private static String row(ContainerSize size) {
        return "| `" + size.container() + "` | " + size.memoryReservationMiB() + " / " + size.memoryLimitMiB()
                + " MiB |";
    }

    @Test
    void acceptsTheSmallestLimitOfTheExporter() {
        TaskFixture small = new TaskFixture();
        TaskFixture.addApp(small.task, "app");
        small.monitoring()
                .exporter(
                        NodeExporterSidecar.Builder.create().memoryLimitMiB(64).build())
                .build();
        assertThat(Synth.container(small.stack, "node-exporter"))
                .containsEntry("Memory", 64)
                .containsEntry("MemoryReservation", 64);
    }

    @Test
    void rejectsInvalidSizesOfTheExporter() {
        assertThatThrownBy(() ->
                        NodeExporterSidecar.Builder.create().memoryLimitMiB(63).build())
                .hasMessage("memoryLimitMiB of sidecar node-exporter must be 64 to 122880, got 63");
        assertThatThrownBy(() -> NodeExporterSidecar.Builder.create().cpu(-5).build())
                .hasMessage("cpu of sidecar node-exporter must be 1 to 16384 units, got -5");
    }
}
