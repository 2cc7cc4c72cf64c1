package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;

class TaskPortsTest {
    private final TaskFixture fixture = new TaskFixture();

    private List<String> errors(PortMapping... mappings) {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().portMappings(List.of(mappings)).build());
        return new TaskPorts(fixture.task, List.of(9100, 8888, 13133), List.of(), false).validate();
    }

    @ParameterizedTest
    @ValueSource(ints = {9100, 8888, 13133})
    void refusesAPortOnWhichASidecarListens(int port) {
        assertThat(errors(PortMapping.builder().containerPort(port).build()))
                .containsExactly(
                        "task definition Demo/Orders has a container app " + "with port " + port
                                + ", but ports [9100, 8888, 13133] of the task are taken by the sidecars: let the container listen on another one");
    }

    @Test
    void saysThatInHostModeTheSidecarsCanMoveToo() {
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .portMappings(List.of(
                                PortMapping.builder().containerPort(9101).build()))
                        .build());
        assertThat(new TaskPorts(fixture.task, List.of(9101, 8889, 13134), List.of(), true).validate())
                .singleElement()
                .asString()
                .endsWith(
                        "let the container listen on another one, or move them by TaskMonitoring's hostPortOffset(...)");
    }

    @Test
    void refusesEachSuchPortOfARange() {
        assertThat(errors(PortMapping.builder()
                        .containerPort(ContainerDefinition.CONTAINER_PORT_USE_RANGE)
                        .containerPortRange("8888-9100")
                        .build()))
                .hasSize(2)
                .anyMatch(error -> error.contains("with port 8888,"))
                .anyMatch(error -> error.contains("with port 9100,"));
    }

    @Test
    void takesOtherPortsUdpAndWhatOnlyTheDeploymentKnows() {
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Port")
                .type("Number")
                .build();
        assertThat(errors(
                        PortMapping.builder().containerPort(8080).build(),
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
    void failsTheSynthAlsoForAContainerThatIsAddedLater() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .portMappings(List.of(
                                PortMapping.builder().containerPort(9100).build()))
                        .build());
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining(
                        "[Demo/Orders/EcsMonitoring] task definition Demo/Orders has a container app with port 9100");
    }
}
