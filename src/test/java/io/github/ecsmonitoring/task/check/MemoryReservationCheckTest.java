package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import io.github.ecsmonitoring.task.TaskFixture;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class MemoryReservationCheckTest {
    private static final String PLACE = "/Demo/Orders/EcsMonitoring";

    private final TaskFixture fixture = new TaskFixture();

    private Annotations annotations() {
        return Annotations.fromStack(fixture.stack);
    }

    private void assertNoSizeWarning() {
        annotations().hasNoWarning("*", Match.stringLikeRegexp(".*noMemoryReservation.*"));
    }

    @Test
    void showsContainersAndRemainingMemory() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(200).build());
        fixture.monitoring().build();
        annotations()
                .hasInfo(
                        PLACE,
                        "task definition Demo/Orders runs app (200 MiB) + node-exporter (64–128 MiB) + adot (160–256 MiB) in 512 MiB: 88 MiB left [ack: @ecs-monitoring/task:size]");
        assertNoSizeWarning();
    }

    @Test
    void showsRemainingCpu() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryLimitMiB(200).cpu(128).build());
        fixture.monitoring()
                .exporter(NodeExporterSidecar.Builder.create().cpu(32).build())
                .build();
        annotations()
                .hasInfo(
                        PLACE,
                        "task definition Demo/Orders runs app (200 MiB, 128 CPU units) + node-exporter (64–128 MiB, 32 CPU units) "
                                + "+ adot (160–256 MiB) in 512 MiB: 88 MiB and 96 of 256 CPU units left [ack: @ecs-monitoring/task:size]");
    }

    @Test
    void warnsAboutAContainerWithoutReservation() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
        annotations()
                .hasInfo(
                        PLACE,
                        "task definition Demo/Orders runs app (no memory reservation) + node-exporter (64–128 MiB) + adot (160–256 MiB) "
                                + "in 512 MiB: 288 MiB left for app [ack: @ecs-monitoring/task:size]");
        annotations()
                .hasWarning(
                        PLACE,
                        "task definition Demo/Orders leaves 288 of 512 MiB for app, which may be too little: "
                                + "set memoryReservationMiB [ack: @ecs-monitoring/task:noMemoryReservation]");
    }

    @Test
    void acceptsAReservationThatIsAToken() {
        CfnParameter parameter = CfnParameter.Builder.create(fixture.stack, "Memory")
                .type("Number")
                .build();
        fixture.task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .memoryReservationMiB(parameter.getValueAsNumber())
                        .build());
        fixture.monitoring().build();
        annotations()
                .hasInfo(PLACE, Match.stringLikeRegexp(".*app \\(memory known at deployment only\\).*288 MiB left.*"));
        assertNoSizeWarning();
    }

    @Test
    void showsMemoryReservedOnAnInstance() {
        TaskFixture.addApp(fixture.task, "unmonitored");
        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(fixture.stack, "Ec2")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        ec2.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(512).build());
        fixture.monitoring().taskDefinition(ec2).build();
        annotations()
                .hasInfo(
                        "/Demo/Ec2/EcsMonitoring",
                        "task definition Demo/Ec2 runs app (512 MiB) + node-exporter (64–128 MiB) + adot (160–256 MiB), "
                                + "which reserve 736 MiB of its instance [ack: @ecs-monitoring/task:size]");
        assertNoSizeWarning();
    }

    @Test
    void warnsAboutTheLargerSizeOfUpsize() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(300).build());
        fixture.monitoring().upsize().build();
        annotations()
                .hasWarning(
                        PLACE,
                        "task definition Demo/Orders gets 256 CPU units and 1024 MiB instead of 256 CPU units and 512 MiB, which costs more, since upsize() is set [ack: @ecs-monitoring/task:upsized]");
        annotations().hasInfo(PLACE, Match.stringLikeRegexp(".* in 1024 MiB: 500 MiB left.*"));
    }

    /** A trace would name a temporary file of jsii. */
    @Test
    void annotationsHaveNoTrace() {
        TaskFixture.addApp(fixture.task, "app");
        fixture.monitoring().build();
        App app = (App) fixture.stack.getNode().getRoot();
        assertThat(app.synth().getStackByName("Demo").getMessages())
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.getEntry().getTrace()).isNull());
    }

    @Test
    void doesNotChangeTheTemplate() {
        fixture.task.addContainer(
                "app", TaskFixture.appOptions().memoryReservationMiB(200).build());
        fixture.monitoring().build();
        assertThat(Synth.template(fixture.stack).toString()).doesNotContain("MiB left");
    }
}
