package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
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

class TaskSizingTest {
    private final TaskFixture fixture = new TaskFixture();

    private static List<String> errors(TaskDefinition task) {
        return new TaskSizing(task).validate(TaskDemand.of(task));
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
    void takesATaskThatIsFullToTheLastMebibyte() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions().memoryReservationMiB(288).cpu(256).build());
        assertThat(errors(fixture.task)).isEmpty();
    }

    @Test
    void showsTheSumAndTheNextSizeWhereTheAppLeavesNoRoom() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(289));
        assertThat(errors(fixture.task))
                .containsExactly("task definition Demo/Orders has 512 MiB of memory, but its containers reserve 513 "
                        + "(node-exporter 64 + adot 160 + app 289): make this smaller or the task larger; Fargate's next size that is enough is "
                        + "256 CPU units and 1024 MiB, which upsize() takes");
    }

    @Test
    void showsTheSumOfCpuThatTheSidecarsCallBringsAboutAndNotTheCdksException() {
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions().memoryReservationMiB(64).cpu(256).build());
        fixture.monitoring()
                .exporter(NodeExporterSidecar.Builder.create().cpu(32).build())
                .build();
        assertThat(errors(fixture.task))
                .containsExactly("task definition Demo/Orders has 256 CPU units, but its containers reserve 288 "
                        + "(app 256 + node-exporter 32): make this smaller or the task larger; Fargate's next size that is enough is "
                        + "512 CPU units and 1024 MiB, which upsize() takes");
    }

    @Test
    void countsTheLimitOfAContainerThatReservesNothing() {
        fixture.monitoring().build();
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryLimitMiB(400).build());
        assertThat(errors(fixture.task))
                .singleElement()
                .asString()
                .contains("reserve 624 (node-exporter 64 + adot 160 + app 400)");
    }

    @Test
    void showsALimitLargerThanTheTask() {
        fixture.monitoring()
                .collector(AdotSidecar.Builder.create().memoryLimitMiB(1024).build())
                .build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(errors(fixture.task))
                .containsExactly(
                        "task definition Demo/Orders has 512 MiB of memory, but container adot has a limit "
                                + "of 1024: make this smaller or the task larger; Fargate's next size that is enough is 256 CPU units and 1024 MiB, which upsize() takes");
    }

    @Test
    void knowsNoNextSizeBeyondTheLargestNorOnEc2() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(122_880));
        assertThat(errors(fixture.task))
                .singleElement()
                .asString()
                .endsWith(": make this smaller, since no task on Fargate is that large");
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
                                + "make the task larger or this smaller");
    }

    @Test
    void takesATaskWithoutASizeOfItsOwn() {
        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        fixture.monitoring().taskDefinition(ec2).build();
        ec2.addContainer("app", reserving(4096));
        assertThat(errors(ec2)).isEmpty();
    }

    @Test
    void countsNothingForASizeThatOnlyTheDeploymentKnows() {
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
    void countsTheLogRouterThatTheCdkAddsWhenItWritesTheTemplate() {
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
    void failsTheSynthThatItIsPartOf() {
        fixture.monitoring().build();
        fixture.task.addContainer("app", reserving(400));
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("[Demo/Orders/EcsMonitoring] task definition Demo/Orders has 512 MiB of memory");
    }

    @Test
    void upsizeTakesTheNextSizeAlsoForContainersThatAspectsAdd() {
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
    void upsizeTakesMoreCpuToo() {
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
    void upsizeLeavesATaskAloneThatIsLargeEnough() {
        fixture.monitoring().upsize().build();
        TaskFixture.addApp(fixture.task, "app");
        assertThat(size()).isEqualTo("256 512");
    }

    @Test
    void upsizeLeavesASizeAloneThatOnlyTheDeploymentKnows() {
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
    void upsizeLeavesWhatNoSizeHoldsToTheError() {
        fixture.monitoring().upsize().build();
        fixture.task.addContainer("app", reserving(122_880));
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("no task on Fargate is that large");
    }

    @Test
    void upsizeChangesNoTaskForEc2() {
        TaskDefinition ec2 = TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .compatibility(Compatibility.EC2)
                .networkMode(NetworkMode.AWS_VPC)
                .cpu("256")
                .memoryMiB("512")
                .build();
        ec2.addContainer("app", reserving(600));
        fixture.monitoring().taskDefinition(ec2).upsize().build();
        new TaskSizing(ec2).upsize(ec2);
        assertThat(TaskSize.of(ec2)).isEqualTo(new TaskSize(256, 512));
    }
}
