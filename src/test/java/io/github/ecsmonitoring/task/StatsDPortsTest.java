package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.StatsD;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** The port of StatsD in each network mode. */
class StatsDPortsTest {
    private final Stack stack = Synth.stack();

    private TaskDefinition task(NetworkMode mode, PortMapping... ports) {
        TaskDefinition task = Ec2TaskDefinition.Builder.create(stack, "Orders")
                .networkMode(mode)
                .build();
        task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .memoryReservationMiB(64)
                        .portMappings(List.of(ports))
                        .build());
        return task;
    }

    private TaskMonitoring.Builder monitoring(TaskDefinition task) {
        return TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(task)
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN))
                .feature(StatsD.create());
    }

    private String config() {
        return Synth.list(Synth.container(stack, "adot").get("Environment")).stream()
                .map(Synth::map)
                .filter(variable -> "AOT_CONFIG_CONTENT".equals(variable.get("Name")))
                .map(variable -> String.valueOf(variable.get("Value")))
                .findFirst()
                .orElseThrow();
    }

    private String ports() {
        return Synth.list(Synth.container(stack, "adot").getOrDefault("PortMappings", List.of())).stream()
                .map(Synth::map)
                .map(port -> port.get("HostPort") + "/" + port.get("Protocol"))
                .collect(Collectors.joining(" "));
    }

    private static PortMapping port(int port, Protocol protocol) {
        return PortMapping.builder().containerPort(port).protocol(protocol).build();
    }

    @Test
    void inModeAwsvpcItIsOnTheLoopbackOfTheTask() {
        monitoring(task(NetworkMode.AWS_VPC)).build();
        assertThat(config()).contains("  statsd:\n    endpoint: \"127.0.0.1:8125\"\n");
        assertThat(ports()).isEmpty();
    }

    @Test
    void inModeBridgeTheAppIsLinkedToTheCollector() {
        monitoring(task(NetworkMode.BRIDGE)).build();
        assertThat(config())
                .contains("  statsd:\n    endpoint: \"0.0.0.0:8125\"\n")
                .contains("  prometheus/statsd:\n    endpoint: \"127.0.0.1:8125\"\n");
        assertThat(Synth.container(stack, "app")).containsEntry("Links", List.of("adot"));
        assertThat(ports()).isEmpty();
    }

    @Test
    void inModeHostItIsAPortOfTheInstanceForBothProtocols() {
        monitoring(task(NetworkMode.HOST)).build();
        assertThat(config()).contains("  statsd:\n    endpoint: \"127.0.0.1:8125\"\n");
        assertThat(ports()).isEqualTo("8889/tcp 13134/tcp 8125/tcp 8125/udp");
    }

    @Test
    void anOffsetInModeHostMovesIt() {
        monitoring(task(NetworkMode.HOST)).hostPortOffset(3).build();
        assertThat(config())
                .contains("  statsd:\n    endpoint: \"127.0.0.1:8127\"\n")
                .contains("  prometheus/statsd:\n    endpoint: \"127.0.0.1:8127\"\n");
        assertThat(ports()).isEqualTo("8891/tcp 13136/tcp 8127/tcp 8127/udp");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void anAppCannotUseItsPort(Protocol protocol) {
        monitoring(task(NetworkMode.AWS_VPC, port(8125, protocol))).build();
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(Map.of(
                                Protocol.TCP,
                                "must not use a port of the sidecars [9100, 8888, 13133, 8125], got 8125",
                                Protocol.UDP,
                                "must not use a UDP port of the sidecars [8125], got 8125")
                        .get(protocol));
    }

    @Test
    void anAppMayUseUdpOnTheTcpPortsOfTheSidecars() {
        monitoring(task(NetworkMode.AWS_VPC, port(9100, Protocol.UDP))).build();
        assertThat(config()).isNotEmpty();
    }
}
