package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class WorkspaceReferenceCheckTest {
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

    private static TaskDefinition task(Stack stack, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, id)
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
    void explainsAReferenceToAnotherRegionInTheSameWordsForAllTasksThere() {
        Stack tasks = stack("Tasks", "111111111111", "us-east-1");
        EcsMonitoring monitoring = monitoring();
        monitoring.monitor(task(tasks, "Orders"));
        String note =
                "workspace Central/Monitoring/Prometheus is in another region than what it monitors (us-east-1, eu-west-1): the CDK "
                        + "passes the workspace id through a Lambda function in each stack if both set crossRegionReferences, else synth fails; create an "
                        + "EcsMonitoring in each region, or import the workspace with PrometheusWorkspace.fromWorkspaceArn";
        assertThat(WorkspaceReferenceCheck.otherRegion(task(tasks, "Stock"), monitoring.getWorkspace()))
                .hasValue(note);
        assertThat(WorkspaceReferenceCheck.otherRegion(task(tasks, "Search"), monitoring.getWorkspace()))
                .hasValue(note);
        assertThat(WorkspaceReferenceCheck.otherRegion(task(central, "Near"), monitoring.getWorkspace()))
                .isEmpty();
        assertThat(Synth.template(tasks).toString()).contains("Custom::CrossRegionExportReader");
    }

    @Test
    void monitorAllLeavesTasksOfAnotherAccountUnchanged() {
        TaskDefinition orders = task(stack("Tasks", "222222222222", "eu-west-1"), "Orders");
        monitoring().monitorAll(app);
        app.synth();
        assertThat(TaskMonitoring.find(orders)).isEmpty();
    }

    @Test
    void rejectsATaskInAnotherAccount() {
        TaskDefinition task = task(stack("Tasks", "222222222222", "eu-west-1"), "Orders");
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
        TaskDefinition task = task(tasks, "Orders");
        IPrometheusWorkspace workspace =
                PrometheusWorkspace.fromWorkspaceArn(central, "Amp", TaskFixture.WORKSPACE_ARN);
        EcsMonitoring.Builder.create(central, "Monitoring")
                .withoutGrafana()
                .workspace(workspace)
                .build()
                .monitor(task);
        assertThat(WorkspaceReferenceCheck.otherRegion(task, workspace)).isEmpty();
    }
}
