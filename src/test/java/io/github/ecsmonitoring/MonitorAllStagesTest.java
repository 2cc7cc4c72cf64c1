package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ShellStep;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Stages are synthesized before the app around them, those of a pipeline as soon as they are added to it. */
class MonitorAllStagesTest extends MonitorAllFixture {
    private final EcsMonitoring withOwnWorkspace =
            EcsMonitoring.Builder.create(stack, "Own").withoutGrafana().build();

    private Stage stage(String id) {
        Stage stage = new Stage(app, id);
        task(new Stack(stage, "Workload"), "Orders");
        return stage;
    }

    private CodePipeline pipeline() {
        return CodePipeline.Builder.create(new Stack(app, "Delivery"), "Pipeline")
                .synth(ShellStep.Builder.create("Synth")
                        .input(CodePipelineSource.connection(
                                "example/shop",
                                "main",
                                ConnectionSourceOptions.builder()
                                        .connectionArn(
                                                "arn:aws:codeconnections:eu-west-1:123456789012:connection/0a1b2c3d")
                                        .build()))
                        .commands(List.of("npx -y aws-cdk@2.1148.1 synth"))
                        .build())
                .build();
    }

    private static TaskDefinition orders(Stage stage) {
        return (TaskDefinition) stage.getNode().findChild("Workload").getNode().findChild("Orders");
    }

    @Test
    void aWorkspaceOfAnotherStageIsAnError() {
        Stage test = stage("Test");
        Stage prod = stage("Prod");
        Stack instances = new Stack(test, "Instances");
        new Cluster(instances, "Ec2")
                .addCapacity(
                        "Group",
                        AddCapacityOptions.builder()
                                .instanceType(new InstanceType("t3.medium"))
                                .machineImage(EcsOptimizedImage.amazonLinux2023())
                                .build());
        withOwnWorkspace.monitorAll(app);
        assertThatThrownBy(test::synth)
                .hasMessageContaining(
                        "[Test/9100] monitorAll for the app cannot monitor [Test/Workload/Orders, Test/Instances/Ec2] of stage Test, "
                                + "since the CDK has no references to workspace Demo/Own/Prometheus of the app: create an EcsMonitoring in each stage, "
                                + "import the workspace with PrometheusWorkspace.fromWorkspaceArn, or exclude the stage");
        assertThatThrownBy(prod::synth).hasMessageContaining("cannot monitor [Prod/Workload/Orders] of stage Prod");
        assertThatThrownBy(app::synth).hasMessageContaining("cannot monitor");
    }

    @Test
    void aWorkspaceOfAStageCannotBeUsedByTheApp() {
        Stage prod = stage("Prod");
        task(stack, "Stock");
        EcsMonitoring.Builder.create(new Stack(prod, "Observability"), "Monitoring")
                .withoutGrafana()
                .build()
                .monitorAll(app);
        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[9100] monitorAll for the app cannot monitor [Demo/Stock] of the app, since the CDK has no references to workspace "
                                + "Prod/Observability/Monitoring/Prometheus of stage Prod");
        assertThat(TaskMonitoring.find(orders(prod))).isPresent();
    }

    @Test
    void excludedStagesAndStagesWithTheirOwnCallNeedNoReference() {
        Stage test = stage("Test");
        Stage prod = stage("Prod");
        withOwnWorkspace.monitorAll(app);
        withOwnWorkspace.exclude(test);
        monitoring((Stack) prod.getNode().findChild("Workload"), "Monitoring").monitorAll(prod);
        app.synth();
        assertThat(TaskMonitoring.find(orders(test))).isEmpty();
        assertThat(TaskMonitoring.find(orders(prod))).isPresent();
    }

    @Test
    void aStageOfAPipelineMustBeMonitoredBeforeItIsAdded() {
        EcsMonitoring monitoring = monitoring();
        Stage prod = stage("Prod");
        pipeline().addStage(prod);
        monitoring.monitorAll(app);
        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[9100] stage Prod was synthesized before monitorAll was called for the app, as pipeline.addStage(…) does at once, "
                                + "so [Prod/Workload/Orders] are not monitored: call monitorAll for the stage before addStage, or exclude the stage");
        monitoring.exclude(prod);
        app.synth();
    }

    @Test
    void nothingCanBeAddedToAStageOfAPipeline() {
        EcsMonitoring monitoring = monitoring();
        Stage prod = stage("Prod");
        Cluster cluster = new Cluster((Stack) prod.getNode().findChild("Workload"), "Cluster");
        pipeline().addStage(prod);
        String reason =
                "stage Prod is already synthesized, so nothing can be added to it: call monitor, monitorHosts or monitorAll "
                        + "before pipeline.addStage(…), which synthesizes it";
        assertThatThrownBy(() -> monitoring.monitorAll(prod))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> monitoring.monitor(orders(prod)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> monitoring.monitorHosts(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
        app.synth();
    }

    @Test
    void aStageOfAPipelineCanBeMonitoredBeforeItIsAdded() {
        EcsMonitoring monitoring = monitoring();
        Stage prod = stage("Prod");
        monitoring.monitorAll(app);
        pipeline().addStage(prod);
        monitoring.monitorAll(app);
        app.synth();
        assertThat(TaskMonitoring.find(orders(prod))).isPresent();
    }

    @Test
    void nothingCanBeAddedToASynthesizedApp() {
        EcsMonitoring monitoring = monitoring();
        TaskDefinition stock = task(stack, "Stock");
        app.synth();
        String reason =
                "the app is already synthesized, so nothing can be added to it: call monitor, monitorHosts or monitorAll before app.synth()";
        assertThatThrownBy(() -> monitoring.monitorAll(stack)).hasMessage(reason);
        assertThatThrownBy(() -> monitoring.monitor(stock)).hasMessage(reason);
    }
}
