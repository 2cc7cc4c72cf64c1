package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class TaskSizeTest {
    private final TaskFixture fixture = new TaskFixture();

    private List<String> errors(TaskDefinition task) {
        return new TaskSize(task).validate();
    }

    @Test
    void takesATaskThatIsFullToTheLastMebibyte() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", TaskFixture.appOptions().memoryReservationMiB(256).cpu(256).build());
        assertThat(errors(fixture.task)).isEmpty();
    }

    @Test
    void showsTheSumWhereTheAppLeavesNoRoom() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", TaskFixture.appOptions().memoryReservationMiB(257).build());
        assertThat(errors(fixture.task)).containsExactly("task definition Demo/Orders has 512 MiB of memory, but its containers reserve 513 "
            + "(node-exporter 96 + adot 160 + app 257): make the task larger or reserve less");
    }

    @Test
    void countsTheLimitOfAContainerThatReservesNothing() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", TaskFixture.appOptions().memoryLimitMiB(400).build());
        assertThat(errors(fixture.task)).singleElement().asString().contains("reserve 656 (node-exporter 96 + adot 160 + app 400)");
    }

    @Test
    void showsALimitLargerThanTheTask() {
        fixture.monitoring().collector(AdotSidecar.Builder.create().memoryLimitMiB(1024).build()).build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(errors(fixture.task)).containsExactly("task definition Demo/Orders has 512 MiB of memory, but container adot has a limit "
            + "of 1024: make the task larger or the limit smaller");
    }

    @Test
    void takesATaskWithoutASizeOfItsOwn() {
        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(fixture.stack, "Ec2").networkMode(NetworkMode.AWS_VPC).build();
        fixture.monitoring().taskDefinition(ec2).build();
        ec2.addContainer("app", TaskFixture.appOptions().memoryReservationMiB(4096).build());
        assertThat(errors(ec2)).isEmpty();
    }

    @Test
    void countsNothingForASizeThatOnlyTheDeploymentKnows() {
        fixture.monitoring().build();
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Memory").type("Number").build();
        fixture.task.addContainer("app", TaskFixture.appOptions().memoryReservationMiB(parameter.getValueAsNumber()).build());
        assertThat(errors(fixture.task)).isEmpty();
    }

    @Test
    void failsTheSynthThatItIsPartOf() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", TaskFixture.appOptions().memoryReservationMiB(400).build());
        assertThatThrownBy(() -> Synth.template(fixture.stack))
            .hasMessageContaining("[Demo/Orders/EcsMonitoring] task definition Demo/Orders has 512 MiB of memory");
    }
}
