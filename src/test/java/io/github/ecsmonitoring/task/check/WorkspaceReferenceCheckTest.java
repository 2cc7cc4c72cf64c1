package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class WorkspaceReferenceCheckTest {
    private static final String WARNING =
            "Tasks/Orders and workspace Central/Monitoring/Prometheus are in different regions (us-east-1, eu-west-1): the CDK "
                    + "passes the workspace id through a Lambda function in each stack if both set crossRegionReferences, else synth fails; create an "
                    + "EcsMonitoring in each region, or import the workspace with PrometheusWorkspace.fromWorkspaceArn [ack: @ecs-monitoring/task:otherRegion]";

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
    void warnsAboutATaskInAnotherRegion() {
        Stack tasks = stack("Tasks", "111111111111", "us-east-1");
        monitoring().monitor(task(tasks));
        Annotations.fromStack(tasks).hasWarning("/Tasks/Orders", WARNING);
        assertThat(Synth.template(tasks).toString()).contains("Custom::CrossRegionExportReader");
    }

    @Test
    void monitorAllWarnsAboutATaskInAnotherRegion() {
        Stack tasks = stack("Tasks", "111111111111", "us-east-1");
        task(tasks);
        monitoring().monitorAll(app);
        Annotations.fromStack(tasks).hasWarning("/Tasks/Orders", WARNING);
    }

    @Test
    void rejectsATaskInAnotherAccount() {
        TaskDefinition task = task(stack("Tasks", "222222222222", "eu-west-1"));
        EcsMonitoring monitoring = monitoring();
        assertThatThrownBy(() -> monitoring.monitor(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Tasks/Orders and workspace "
                                + "Central/Monitoring/Prometheus must be in the same account, got 222222222222, 111111111111: the CDK has no references between accounts; create an "
                                + "EcsMonitoring in each account, or import the workspace with PrometheusWorkspace.fromWorkspaceArn");
        assertThat(TaskMonitoring.find(task)).isEmpty();
    }

    @Test
    void acceptsAnImportedWorkspaceFromAnywhere() {
        Stack tasks = stack("Tasks", "222222222222", "us-east-1");
        EcsMonitoring.Builder.create(central, "Monitoring")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(central, "Amp", TaskFixture.WORKSPACE_ARN))
                .build()
                .monitor(task(tasks));
        Annotations.fromStack(tasks).hasNoWarning("*", Match.stringLikeRegexp(".*different.*"));
    }
}
