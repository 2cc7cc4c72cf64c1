package io.github.ecsmonitoring.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class DemoWebServerTest {
    @Test
    void containersOfTheWorkloadHaveNoRootNoCapabilitiesAndNoWritableRootFileSystem() {
        App app = Synth.app();
        Stack workload = MonitoringAppStacks.of(app).stream()
                .filter(stack -> stack.getStackName().equals("EcsMonitoringWorkload"))
                .findFirst()
                .orElseThrow();
        assertThat(Template.fromStack(workload)
                        .findResources("AWS::ECS::TaskDefinition")
                        .values())
                .hasSize(2)
                .allSatisfy(task -> assertThat(
                                Synth.list(Synth.map(task.get("Properties")).get("ContainerDefinitions")))
                        .hasSize(3)
                        .allSatisfy(container -> assertThat(Synth.map(container))
                                .containsEntry("ReadonlyRootFilesystem", true)
                                .hasEntrySatisfying(
                                        "User",
                                        user -> assertThat(user.toString()).matches("[1-9][0-9]+:[1-9][0-9]+"))
                                .hasEntrySatisfying(
                                        "LinuxParameters",
                                        linux -> assertThat(linux).hasToString("{Capabilities={Drop=[ALL]}}"))));
    }
}
