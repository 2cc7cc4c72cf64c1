package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.task.TaskFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class ScrapeJobContainerCheckTest {
    private final TaskFixture fixture = new TaskFixture();

    private void monitor(NetworkMode mode, String container) {
        TaskFixture.addApp(fixture.task, "unmonitored");
        TaskDefinition task = Ec2TaskDefinition.Builder.create(fixture.stack, "Task")
                .networkMode(mode)
                .build();
        task.addContainer(
                "web", TaskFixture.appOptions().memoryReservationMiB(64).build());
        fixture.monitoring()
                .taskDefinition(task)
                .scrape(ScrapeJob.of("orders", 8080).container(container))
                .build();
        task.addContainer(
                "late", TaskFixture.appOptions().memoryReservationMiB(64).build());
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkMode.class,
            names = {"AWS_VPC", "BRIDGE", "HOST"})
    void rejectsAnUnknownContainerInEachNetworkMode(NetworkMode mode) {
        monitor(mode, "wep");
        assertThatThrownBy(() -> Synth.template(fixture.stack))
                .hasMessageContaining("[Demo/Task/EcsMonitoring] scrape job orders of task definition "
                        + "Demo/Task must name one of the containers [web, late], got wep: correct .container(\"…\"), or omit it if the task has a "
                        + "single container");
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkMode.class,
            names = {"AWS_VPC", "BRIDGE", "HOST"})
    void acceptsAContainerThatIsAddedLater(NetworkMode mode) {
        monitor(mode, "late");
        assertThat(Synth.template(fixture.stack)).isNotEmpty();
    }
}
