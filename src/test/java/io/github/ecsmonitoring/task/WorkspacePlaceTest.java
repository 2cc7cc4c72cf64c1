package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class WorkspacePlaceTest {
    private static final String WARNING =
            "Tasks/Orders and workspace Central/Monitoring/Prometheus are in different regions (us-east-1, eu-west-1): where the "
                    + "stacks have crossRegionReferences the CDK adds a Lambda function to each, which hands the workspace's id over, else synth fails; make an EcsMonitoring "
                    + "in each region, or take the workspace by PrometheusWorkspace.fromWorkspaceArn [ack: @ecs-monitoring/task:otherRegion]";

    private final App app = Synth.app();
    private final Stack central = stack("Central", "111111111111", "eu-west-1");

    private Stack stack(String id, String account, String region) {
        return new Stack(
                app,
                id,
                StackProps.builder()
                        .crossRegionReferences(true)
                        .env(Environment.builder()
                                .account(account)
                                .region(region)
                                .build())
                        .build());
    }

    private static TaskDefinition task(Stack stack) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .memoryLimitMiB(1024)
                .build();
        TaskFixture.addApp(task, "app");
        return task;
    }

    private EcsMonitoring monitoring() {
        return EcsMonitoring.Builder.create(central, "Monitoring")
                .withoutGrafana()
                .build();
    }

    @Test
    void aTaskOfAnotherRegionIsAWarningSinceTheCdkAddsFunctions() {
        Stack tasks = stack("Tasks", "111111111111", "us-east-1");
        monitoring().monitor(task(tasks));
        Annotations.fromStack(tasks).hasWarning("/Tasks/Orders", WARNING);
        assertThat(Synth.template(tasks).toString()).contains("Custom::CrossRegionExportReader");
    }

    @Test
    void monitorAllWarnsTheSame() {
        Stack tasks = stack("Tasks", "111111111111", "us-east-1");
        task(tasks);
        monitoring().monitorAll(app);
        Annotations.fromStack(tasks).hasWarning("/Tasks/Orders", WARNING);
    }

    @Test
    void aTaskOfAnotherAccountIsAnErrorThatSaysWhatToDo() {
        TaskDefinition task = task(stack("Tasks", "222222222222", "eu-west-1"));
        EcsMonitoring monitoring = monitoring();
        assertThatThrownBy(() -> monitoring.monitor(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Tasks/Orders and workspace "
                                + "Central/Monitoring/Prometheus are in different accounts (222222222222, 111111111111), between which the CDK has no references: make an "
                                + "EcsMonitoring in each account, or take the workspace by PrometheusWorkspace.fromWorkspaceArn");
        assertThat(TaskMonitoring.find(task)).isEmpty();
    }

    @Test
    void aWorkspaceWithAnArnOfItsOwnIsTakenFromEverywhere() {
        Stack tasks = stack("Tasks", "222222222222", "us-east-1");
        EcsMonitoring.Builder.create(central, "Monitoring")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(central, "Amp", TaskFixture.WORKSPACE_ARN))
                .build()
                .monitor(task(tasks));
        Annotations.fromStack(tasks).hasNoWarning("*", Match.stringLikeRegexp(".*different.*"));
    }
}
