package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.FireLensLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class TaskSizeCheckTest {
    private final TaskFixture fixture = new TaskFixture();

    private static List<String> errors(TaskDefinition task) {
        return TaskSizeCheck.errors(task, TaskDemand.of(task));
    }

    private static ContainerDefinitionOptions reserving(int mebibytes) {
        return TaskFixture.appOptions().memoryReservationMiB(mebibytes).build();
    }

    /** CPU and memory in the template. */
    private String size() {
        Map<String, Object> task = Synth.properties(fixture.stack, "AWS::ECS::TaskDefinition");
        return task.get("Cpu") + " " + task.get("Memory");
    }

    @Test
    void acceptsATaskWithNoMemoryLeft() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions().memoryReservationMiB(288).cpu(256).build());
        assertThat(errors(fixture.task)).isEmpty();
    }

    @Test
    void rejectsTooMuchMemoryWithTheNextSize() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(289));
        assertThat(errors(fixture.task))
                .containsExactly("task definition Demo/Orders has 512 MiB of memory, but its containers reserve 513 "
                        + "(node-exporter 64 + adot 160 + app 289): reduce it or choose a larger task; the next sufficient size on Fargate is "
                        + "256 CPU units and 1024 MiB, which upsize() selects");
    }

    @Test
    void rejectsTooMuchCpuWithTheNextSize() {
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions().memoryReservationMiB(64).cpu(256).build());
        fixture.monitoring()
                .exporter(NodeExporterSidecar.Builder.create().cpu(32).build())
                .build();
        assertThat(errors(fixture.task))
                .containsExactly("task definition Demo/Orders has 256 CPU units, but its containers reserve 288 "
                        + "(app 256 + node-exporter 32): reduce it or choose a larger task; the next sufficient size on Fargate is "
                        + "512 CPU units and 1024 MiB, which upsize() selects");
    }

    @Test
    void countsTheLimitOfAContainerWithoutReservation() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryLimitMiB(400).build());
        assertThat(errors(fixture.task))
                .singleElement()
                .asString()
                .contains("reserve 624 (node-exporter 64 + adot 160 + app 400)");
    }

    @Test
    void rejectsALimitLargerThanTheTask() {
        fixture.monitoring()
                .collector(AdotSidecar.Builder.create().memoryLimitMiB(1024).build())
                .build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(errors(fixture.task))
                .containsExactly(
                        "task definition Demo/Orders has 512 MiB of memory, but container adot has a limit "
                                + "of 1024: reduce it or choose a larger task; the next sufficient size on Fargate is 256 CPU units and 1024 MiB, which upsize() selects");
    }

    @Test
    void suggestsNoSizeBeyondTheLargestNorOnEc2() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(122_880));
        assertThat(errors(fixture.task))
                .singleElement()
                .asString()
                .endsWith(": reduce it, since Fargate has no task of this size");
        TaskDefinition ec2 = TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .compatibility(Compatibility.EC2)
                .networkMode(NetworkMode.AWS_VPC)
                .cpu("256")
                .memoryMiB("512")
                .build();
        ec2.addContainer("app", reserving(600));
        assertThat(errors(ec2))
                .containsExactly(
                        "task definition Demo/Ec2 has 512 MiB of memory, but its containers reserve 600 (app 600): "
                                + "reduce it or choose a larger task");
    }

    @Test
    void acceptsATaskWithoutASize() {
        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        fixture.monitoring().taskDefinition(ec2).build();
        ec2.addContainer("app", reserving(4096));
        assertThat(errors(ec2)).isEmpty();
    }

    @Test
    void ignoresReservationsThatAreTokens() {
        fixture.monitoring().build();
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Memory")
                .type("Number")
                .build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .memoryReservationMiB(parameter.getValueAsNumber())
                        .build());
        assertThat(errors(fixture.task)).isEmpty();
    }

    @Test
    void countsTheLogRouterThatTheCdkAdds() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .memoryReservationMiB(239)
                        .logging(LogDrivers.firelens(
                                FireLensLogDriverProps.builder().build()))
                        .build());
        assertThat(errors(fixture.task))
                .singleElement()
                .asString()
                .contains("reserve 513 (node-exporter 64 + adot 160 + app 239 + log-router 50)");
    }

    @Test
    void failsTheSynth() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(400));
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("[Demo/Orders/EcsMonitoring] task definition Demo/Orders has 512 MiB of memory");
    }

    @Test
    void upsizeCountsContainersAddedByAspects() {
        fixture.monitoring().upsize().build();
        TaskFixture.addApp(fixture.task, "app");
        Aspects.of(fixture.stack).add(node -> {
            if (node == fixture.task && fixture.task.findContainer("late") == null) {
                fixture.task.addContainer("late", reserving(300));
            }
        });
        assertThat(size()).isEqualTo("256 1024");
        assertThat(size()).isEqualTo("256 1024");
    }

    @Test
    void upsizeSelectsMoreCpu() {
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions().memoryReservationMiB(64).cpu(256).build());
        fixture.monitoring()
                .exporter(NodeExporterSidecar.Builder.create().cpu(32).build())
                .upsize()
                .build();
        assertThat(size()).isEqualTo("512 1024");
        assertThat(Synth.container(fixture.stack, "node-exporter")).containsEntry("Cpu", 32);
    }

    @Test
    void upsizeDoesNotChangeALargeEnoughTask() {
        fixture.monitoring().upsize().build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(size()).isEqualTo("256 512");
    }

    @Test
    void upsizeDoesNotChangeASizeThatIsAToken() {
        TaskFixture.addApp(fixture.task, "unmonitored");
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Memory")
                .type("Number")
                .build();
        TaskDefinition task = FargateTaskDefinition.Builder.create(fixture.stack, "Open")
                .cpu(256)
                .memoryLimitMiB(parameter.getValueAsNumber())
                .build();
        task.addContainer("app", reserving(4000));
        fixture.monitoring().taskDefinition(task).upsize().build();
        assertThat(Synth.template(fixture.stack).toString()).contains("Memory={Ref=Memory}");
    }

    @Test
    void upsizeReportsATaskThatExceedsTheLargestSize() {
        fixture.monitoring().upsize().build();
        fixture.task.addContainer("app", reserving(122_880));
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("since Fargate has no task of this size");
    }

    @Test
    void upsizeDoesNotChangeATaskForEc2() {
        TaskDefinition ec2 = TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .compatibility(Compatibility.EC2)
                .networkMode(NetworkMode.AWS_VPC)
                .cpu("256")
                .memoryMiB("512")
                .build();
        ec2.addContainer("app", reserving(600));
        TaskFixture.addApp(fixture.task, "unmonitored");
        fixture.monitoring().taskDefinition(ec2).upsize().build();
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("task definition Demo/Ec2 has 512 MiB of memory, but its containers reserve 824");
        assertThat(TaskSize.of(ec2)).isEqualTo(new TaskSize(256, 512));
    }
}
