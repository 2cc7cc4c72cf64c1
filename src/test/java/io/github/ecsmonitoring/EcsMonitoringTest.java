package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

class EcsMonitoringTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";

    private final Stack stack = Synth.stack();

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring");
    }

    private static TaskDefinition task(Stack stack, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, id)
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        return task;
    }

    private void assertMade(int prometheus, int grafana, int logGroups) {
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::APS::Workspace", prometheus);
        template.resourceCountIs("AWS::Grafana::Workspace", grafana);
        template.resourceCountIs("AWS::Logs::LogGroup", logGroups);
    }

    @Test
    void createsEverythingByDefault() {
        monitoring().build();
        assertMade(1, 1, 3);
        assertThat(Synth.properties(stack, "AWS::APS::Workspace")
                        .get("LoggingConfiguration")
                        .toString())
                .contains("MonitoringRuleLogs");
    }

    @Test
    void grantsGrafanaQueriesAndSilencesOfItsWorkspaceOnly() {
        monitoring().withoutGrafanaContent().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Policy")
                        .get("PolicyDocument")
                        .toString())
                .contains(
                        "{Action=[aps:DeleteAlertManagerSilence, aps:GetAlertManagerSilence, aps:GetAlertManagerStatus, "
                                + "aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:ListAlertManagerAlertGroups, "
                                + "aps:ListAlertManagerAlerts, aps:ListAlertManagerReceivers, aps:ListAlertManagerSilences, "
                                + "aps:ListAlerts, aps:ListRules, aps:PutAlertManagerSilences, aps:QueryMetrics], Effect=Allow, "
                                + "Resource={Fn::GetAtt=[PrometheusWorkspace, Arn]}}");
    }

    @Test
    void createsNothingThatIsPassed() {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);
        EcsMonitoring monitoring = monitoring()
                .workspace(workspace)
                .withoutGrafana()
                .logGroup(LogGroup.fromLogGroupName(stack, "Logs", "given"))
                .build();
        monitoring.monitor(task(stack, "Orders"));
        assertMade(0, 0, 0);
        assertThat(monitoring.getWorkspace()).isSameAs(workspace);
        assertThat(monitoring.getGrafana()).isEmpty();
    }

    @Test
    void grantsAnExistingGrafanaQueriesOfAnImportedWorkspace() {
        GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(stack, "Own").build();
        EcsMonitoring monitoring = monitoring()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .grafana(grafana)
                .build();
        assertThat(monitoring.getGrafana()).containsSame(grafana);
        assertThat(Synth.properties(stack, "AWS::IAM::Policy")
                        .get("PolicyDocument")
                        .toString())
                .contains("Resource=" + ARN);
    }

    @Test
    void aSecondMonitorCallIsANoOp() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        TaskDefinition task = task(stack, "Orders");
        TaskMonitoring first = monitoring.monitor(task);
        assertThat(monitoring.monitor(task)).isSameAs(first);
        assertThat(Synth.list(
                        Synth.properties(stack, "AWS::ECS::TaskDefinition").get("ContainerDefinitions")))
                .extracting(container -> Synth.map(container).get("Name"))
                .containsExactly("app", "node-exporter", "adot");
    }

    @Test
    void rejectsScrapeJobsInASecondCall() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        TaskDefinition task = task(stack, "Orders");
        monitoring.monitor(task);
        assertThatThrownBy(() -> monitoring.monitor(task, ScrapeJob.of("orders", 8080)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "task definition Demo/Orders is already monitored by Demo/Orders/EcsTaskMonitoring and has one set of sidecars: "
                                + "pass all options and scrape jobs to the first call");
    }

    @Test
    void createsResourcesOfATaskInTheTasksStack() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        Stack workload = new Stack((App) stack.getNode().getRoot(), "Workload");
        monitoring.monitor(task(workload, "Orders"));
        assertThat(Synth.map(Synth.template(stack).get("Resources")).values())
                .extracting(resource -> Synth.map(resource).get("Type"))
                .containsExactlyInAnyOrder(
                        "AWS::APS::Workspace",
                        "AWS::APS::RuleGroupsNamespace",
                        "AWS::APS::RuleGroupsNamespace",
                        "AWS::APS::RuleGroupsNamespace",
                        "AWS::APS::RuleGroupsNamespace",
                        "AWS::APS::RuleGroupsNamespace",
                        "AWS::Logs::LogGroup",
                        "AWS::Logs::LogGroup");
        assertThat(Synth.container(workload, "adot")).isNotNull();
    }

    @Test
    void eachStackCanHaveAWorkspace() {
        monitoring().build();
        Stack other = new Stack((App) stack.getNode().getRoot(), "Other");
        EcsMonitoring.Builder.create(other, "Monitoring").build();
        assertThat(List.of(stack, other))
                .allSatisfy(one -> Template.fromStack(one).resourceCountIs("AWS::APS::Workspace", 1));
    }

    @Test
    void rejectsAnImportedTaskDefinition() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().build();
        assertThatThrownBy(() -> monitoring.monitor(TaskDefinition.fromTaskDefinitionArn(
                        stack, "Imported", "arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "task definition Demo/Imported is imported: containers can only be added to a task definition that is created in this app");
    }

    @Test
    void createsALogGroupForATaskInAnotherRegion() {
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .build();
        Stack elsewhere = new Stack(
                (App) stack.getNode().getRoot(),
                "Elsewhere",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("us-east-1")
                                .build())
                        .build());
        monitoring.monitor(task(elsewhere, "Orders"));
        Template.fromStack(elsewhere).resourceCountIs("AWS::Logs::LogGroup", 1);
        assertThat(Synth.container(elsewhere, "adot").get("LogConfiguration").toString())
                .contains("awslogs-group={Ref=OrdersEcsTaskMonitoringLogs");
    }

    @Test
    void rejectsATaskWithAnotherWorkspace() {
        TaskDefinition task = task(stack, "Orders");
        monitoring().withoutGrafana().build().monitor(task);
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .build();
        assertThatThrownBy(() -> other.monitor(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "task definition Demo/Orders is already monitored by Demo/Orders/EcsTaskMonitoring with workspace Demo/Monitoring/Prometheus: "
                                + "Demo/Other cannot send its samples to workspace Demo/Amp too");
    }

    @Test
    void acceptsATaskThatIsMonitoredWithTheSameWorkspace() {
        TaskDefinition task = task(stack, "Orders");
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .build();
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "SameAmp", ARN))
                .build();
        assertThat(other.monitor(task)).isSameAs(monitoring.monitor(task));
    }

    @Test
    void acceptsAUsersConstructNamedMonitoring() {
        TaskDefinition task = task(stack, "Orders");
        new Construct(task, "Monitoring");
        assertThat(monitoring().withoutGrafana().build().monitor(task)).isNotNull();
    }

    @Test
    void twoInOneStackMustShareTheirWorkspaces() {
        EcsMonitoring first = monitoring().build();
        assertThatThrownBy(() -> EcsMonitoring.Builder.create(stack, "Second").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "logicalId must be unique within a stack, got PrometheusWorkspace, which Demo/Monitoring/Prometheus/Resource has already: "
                                + "set another one with logicalId(...), or pass the same workspace to both EcsMonitoring constructs with workspace(...)");
        assertThatThrownBy(() -> EcsMonitoring.Builder.create(stack, "Third")
                        .workspace(first.getWorkspace())
                        .build())
                .hasMessage(
                        "logicalId must be unique within a stack, got GrafanaWorkspace, which Demo/Monitoring/Grafana/Resource has already: "
                                + "set another one with logicalId(...), or pass the same workspace to both EcsMonitoring constructs with grafana(...)");
        EcsMonitoring.Builder.create(stack, "Fourth")
                .workspace(first.getWorkspace())
                .grafana(first.getGrafana().orElseThrow())
                .build();
    }
}
