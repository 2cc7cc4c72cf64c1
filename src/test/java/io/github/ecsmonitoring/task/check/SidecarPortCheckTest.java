package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.TaskEndpoints;
import io.github.ecsmonitoring.task.TaskFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;

class SidecarPortCheckTest {
    private static final TaskEndpoints MOVED =
            new TaskEndpoints("127.0.0.1:9101", 8889, 13134, "127.0.0.1", 4317, job -> "127.0.0.1");

    private final TaskFixture fixture = new TaskFixture();

    private void addApp(PortMapping... mappings) {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().portMappings(List.of(mappings)).build());
    }

    private List<String> errors(PortMapping... mappings) {
        addApp(mappings);
        return CheckFixture.errors(new SidecarPortCheck(), fixture.task);
    }

    private static PortMapping port(int port) {
        return PortMapping.builder().containerPort(port).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {9100, 8888, 13133})
    void rejectsAPortOfASidecar(int port) {
        assertThat(errors(port(port)))
                .containsExactly("container app of task definition Demo/Orders must not use a port of the sidecars "
                        + "[9100, 8888, 13133], got " + port + ": choose another port for the container");
    }

    @Test
    void suggestsHostPortOffsetInHostMode() {
        addApp(port(9101));
        assertThat(CheckFixture.errors(new SidecarPortCheck(), fixture.task, NetworkMode.HOST, MOVED))
                .containsExactly("container app of task definition Demo/Orders must not use a port of the sidecars "
                        + "[9101, 8889, 13134], got 9101: choose another port for the container, or move the sidecars' ports with "
                        + "hostPortOffset(...)");
    }

    @Test
    void acceptsPortsOfTheSidecarsInBridgeMode() {
        addApp(port(9100));
        assertThat(CheckFixture.errors(
                        new SidecarPortCheck(), fixture.task, NetworkMode.BRIDGE, TaskEndpoints.awsvpc()))
                .isEmpty();
    }

    @Test
    void rejectsEachPortOfARange() {
        assertThat(errors(PortMapping.builder()
                        .containerPort(ContainerDefinition.CONTAINER_PORT_USE_RANGE)
                        .containerPortRange("8888-9100")
                        .build()))
                .hasSize(2)
                .anyMatch(error -> error.contains("got 8888:"))
                .anyMatch(error -> error.contains("got 9100:"));
    }

    @Test
    void acceptsOtherPortsUdpAndTokens() {
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Port")
                .type("Number")
                .build();
        assertThat(errors(
                        port(8080),
                        PortMapping.builder()
                                .containerPort(ContainerDefinition.CONTAINER_PORT_USE_RANGE)
                                .containerPortRange("8889-9099")
                                .build(),
                        PortMapping.builder()
                                .containerPort(8888)
                                .protocol(Protocol.UDP)
                                .build(),
                        PortMapping.builder()
                                .containerPort(parameter.getValueAsNumber())
                                .build()))
                .isEmpty();
    }

    @Test
    void failsTheSynthForAContainerThatIsAddedLater() {
        addApp(port(9100));
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining(
                        "[Demo/Orders/EcsMonitoring] container app of task definition Demo/Orders must not use a "
                                + "port of the sidecars");
    }
}
