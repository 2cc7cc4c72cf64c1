package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.ScalingSchedule;
import software.amazon.awscdk.services.applicationautoscaling.Schedule;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.DeploymentController;
import software.amazon.awscdk.services.ecs.DeploymentControllerType;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateServiceAttributes;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.Topic;

/** What EcsMonitoring reports to its receivers beyond the alerts of rules. */
class AlertSourcesTest extends MonitorAllFixture {
    private Cluster cluster;

    @BeforeEach
    void createCluster() {
        cluster = cluster("Shop", false);
    }

    private EcsMonitoring.Builder withoutAlerts() {
        return EcsMonitoring.Builder.create(stack, "Monitoring").withoutGrafana();
    }

    private EcsMonitoring withAlerts() {
        return withoutAlerts().alerts(Receiver.email("oncall@example.com")).build();
    }

    private FargateService.Builder service(String id) {
        return FargateService.Builder.create(stack, id).cluster(cluster).taskDefinition(task(stack, id + "Task"));
    }

    /** The text of all alarms, with references by their logical id only. */
    private List<String> alarms() {
        return Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> Synth.map(alarm.get("Properties")))
                .peek(alarm -> assertThat(Synth.list(alarm.get("AlarmActions"))).hasSize(1))
                .map(alarm -> alarm.get("AlarmDescription").toString())
                .map(text -> text.replaceAll("\\{Fn::GetAtt=\\[(\\w+?)[0-9A-F]{8}, Name]}", "$1")
                        .replaceAll("\\{Fn::Join=\\[, \\[(.*)]]}", "$1"))
                .toList();
    }

    private Stream<String> servicesWithAlarm() {
        return alarms().stream()
                .filter(text -> text.contains("no running task"))
                .map(text -> text.replaceAll("Service , (\\w+?)Service, .*", "$1"));
    }

    private int rules() {
        return Template.fromStack(stack).findResources("AWS::Events::Rule").size();
    }

    @Test
    void byDefaultAlertsHaveADeadMansSwitchAndReportLostData() {
        withoutAlerts()
                .alerts(Receiver.email("oncall@example.com"))
                .withoutWorkspaceAlarms()
                .build();
        assertThat(alarms())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("EcsWatchdog"),
                        text -> assertThat(text).contains("Collectors lose metrics"));
    }

    @Test
    void withoutReceiversThereAreNoAlarms() {
        EcsMonitoring monitoring = withoutAlerts().build();
        service("Orders").build();
        monitoring.monitorAll(stack);
        assertThat(alarms()).isEmpty();
        assertThat(rules()).isZero();
    }

    @Test
    void twoWorkspacesGetTheEventsOfOneCluster() {
        for (String id : List.of("One", "Two")) {
            EcsMonitoring monitoring = EcsMonitoring.Builder.create(stack, id)
                    .withoutGrafana()
                    .workspace(PrometheusWorkspace.Builder.create(stack, id + "Workspace")
                            .logicalId(id + "Workspace")
                            .build())
                    .alerts(Receiver.email("oncall@example.com"))
                    .build();
            monitoring.alertOnEvents(cluster);
            monitoring.alertOnEvents(cluster);
        }
        assertThat(rules()).isEqualTo(6);
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::Lambda::Function")
                        .toString())
                .contains("OneWorkspace", "TwoWorkspace");
    }

    @Test
    void theDeadMansSwitchCanBeOmitted() {
        withoutAlerts()
                .alerts(Receiver.email("oncall@example.com"))
                .withoutDeadMansSwitch()
                .build();
        assertThat(alarms()).noneMatch(text -> text.contains("EcsWatchdog"));
    }

    @Test
    void lostDataIsReportedFromAnExistingLogGroup() {
        withoutAlerts()
                .alerts(Receiver.email("oncall@example.com"))
                .logGroup(LogGroup.fromLogGroupName(stack, "Existing", "/ecs/sidecars"))
                .build();
        assertThat(Synth.properties(stack, "AWS::Logs::MetricFilter")).containsEntry("LogGroupName", "/ecs/sidecars");
    }

    @Test
    void monitorAllReportsServicesAndEventsOfTheirClusters() {
        EcsMonitoring monitoring = withAlerts();
        service("Orders").build();
        service("Search").build();
        monitoring.monitorAll(stack);
        assertThat(servicesWithAlarm()).containsExactlyInAnyOrder("Orders", "Search");
        assertThat(rules()).isEqualTo(3);
    }

    @Test
    void monitorAllReportsEventsOfAnImportedClusterOfAService() {
        EcsMonitoring monitoring = withAlerts();
        FargateService.Builder.create(stack, "Orders")
                .cluster(Cluster.fromClusterAttributes(
                        stack,
                        "Existing",
                        ClusterAttributes.builder()
                                .clusterName("existing")
                                .vpc(cluster.getVpc())
                                .build()))
                .taskDefinition(task(stack, "OrdersTask"))
                .build();
        monitoring.exclude(cluster);
        monitoring.monitorAll(stack);
        assertThat(rules()).isEqualTo(3);
        assertThat(Template.fromStack(stack).findResources("AWS::Events::Rule").toString())
                .contains(":cluster/existing");
    }

    @Test
    void monitorAllLeavesOutServicesThatMayHaveNoTask() {
        EcsMonitoring monitoring = withAlerts();
        service("Off").desiredCount(0).build();
        service("Scaled")
                .build()
                .autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(0)
                        .maxCapacity(4)
                        .build());
        service("Nightly")
                .build()
                .autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(1)
                        .maxCapacity(4)
                        .build())
                .scaleOnSchedule(
                        "Night",
                        ScalingSchedule.builder()
                                .schedule(Schedule.rate(Duration.days(1)))
                                .minCapacity(0)
                                .maxCapacity(0)
                                .build());
        service("External")
                .deploymentController(DeploymentController.builder()
                        .type(DeploymentControllerType.EXTERNAL)
                        .build())
                .build();
        service("Elastic")
                .build()
                .autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(1)
                        .maxCapacity(4)
                        .build());
        service("BlueGreen")
                .deploymentController(DeploymentController.builder()
                        .type(DeploymentControllerType.CODE_DEPLOY)
                        .build())
                .build();
        monitoring.monitorAll(stack);
        assertThat(servicesWithAlarm()).containsExactlyInAnyOrder("Elastic", "BlueGreen");
    }

    @Test
    void aServiceOfAnotherStackWithTheSameLogicalIdMayScaleToZero() {
        EcsMonitoring monitoring = withAlerts();
        service("Orders").build();
        Stack second = new Stack(app, "Second");
        FargateService.Builder.create(second, "Orders")
                .cluster(new Cluster(second, "Shop"))
                .taskDefinition(task(second, "OrdersTask"))
                .build()
                .autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(0)
                        .maxCapacity(4)
                        .build());
        monitoring.monitorAll(app);
        assertThat(servicesWithAlarm()).containsExactly("Orders");
        assertThat(Template.fromStack(second)
                        .findResources("AWS::CloudWatch::Alarm")
                        .values()
                        .toString())
                .doesNotContain("no running task");
    }

    @Test
    void monitorAllLeavesOutExclusionsAndDaemons() {
        EcsMonitoring monitoring = withAlerts();
        cluster("Instances", true);
        FargateService orders = service("Orders").build();
        FargateService search = service("Search").build();
        service("Kept").build();
        monitoring.exclude(orders);
        monitoring.exclude(search.getTaskDefinition());
        monitoring.monitorAll(stack);
        assertThat(servicesWithAlarm()).containsExactly("Kept");
    }

    @Test
    void anExplicitCallIsForOneServiceAndMayBeRepeated() {
        EcsMonitoring monitoring = withAlerts();
        FargateService orders = service("Orders").build();
        service("Search").build();
        monitoring.alertWhenDown(orders);
        monitoring.alertWhenDown(orders);
        monitoring.alertOnEvents(cluster);
        monitoring.alertOnEvents(cluster);
        assertThat(servicesWithAlarm()).containsExactly("Orders");
        assertThat(rules()).isEqualTo(3);
    }

    @Test
    void anImportedServiceHasAnAlarmInTheStackThatImportsIt() {
        withAlerts()
                .alertWhenDown(FargateService.fromFargateServiceAttributes(
                        stack,
                        "Existing",
                        FargateServiceAttributes.builder()
                                .serviceName("orders")
                                .cluster(cluster)
                                .build()));
        assertThat(alarms()).anyMatch(text -> text.contains("Service orders of cluster"));
    }

    @Test
    void anAlarmForAServiceThatMayHaveNoTaskIsAnErrorAtSynth() {
        EcsMonitoring monitoring = withAlerts();
        monitoring.alertWhenDown(service("Orders").desiredCount(0).build());
        assertThatThrownBy(() -> app.synth())
                .hasMessageContaining(
                        "alertWhenDown(Demo/Orders) would be an alarm in normal operation, since its desiredCount is 0: "
                                + "do not call it for this service");
    }

    @Test
    void callsWithoutReceiversAreErrors() {
        EcsMonitoring monitoring = withoutAlerts().build();
        assertThatThrownBy(() -> monitoring.alertOnEvents(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "alertOnEvents notifies nobody, since no receivers are set: call alerts(...) of EcsMonitoring.Builder");
    }

    @Test
    void callsWithADefinitionWrittenByHandAreErrors() {
        EcsMonitoring monitoring = withoutAlerts()
                .alerts(AlertManagerDefinition.fromText(
                        "alertmanager_config: |\n  route: {receiver: none}\n  receivers: [{name: none}]\n"))
                .build();
        assertThatThrownBy(() -> monitoring.alertWhenDown(service("Orders").build()))
                .hasMessageContaining(
                        "alertWhenDown notifies nobody, since the alert manager definition is written by hand");
    }

    private EcsMonitoring withWorkspaceInIreland(Receiver receiver) {
        return EcsMonitoring.Builder.create(stack, "Imported")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(
                        stack, "Amp", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"))
                .alerts(receiver)
                .build();
    }

    private Stack elsewhere() {
        return new Stack(
                app,
                "Elsewhere",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("us-east-1")
                                .build())
                        .build());
    }

    private static Stream<String> alarmsOn(Stack stack, String logGroup) {
        return Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> Synth.map(alarm.get("Properties"))
                        .get("AlarmDescription")
                        .toString())
                .filter(text -> text.contains("Collectors lose") && text.contains(logGroup));
    }

    @Test
    void lostDataOfATaskInAnotherRegionIsReportedFromItsOwnLogGroup() {
        Stack elsewhere = elsewhere();
        withWorkspaceInIreland(Receiver.email("oncall@example.com")).monitor(task(elsewhere, "Orders"));
        assertThat(alarmsOn(elsewhere, "OrdersEcsTaskMonitoringLogs")).hasSize(1);
        Template.fromStack(elsewhere).resourceCountIs("AWS::SNS::Topic", 1);
    }

    @Test
    void lostDataOfTasksAndInstancesThatMonitorAllFindsInAnotherRegionIsReported() {
        Stack elsewhere = elsewhere();
        EcsMonitoring monitoring = withWorkspaceInIreland(Receiver.email("oncall@example.com"));
        task(elsewhere, "Orders");
        new Cluster(elsewhere, "Instances")
                .addCapacity(
                        "Capacity",
                        AddCapacityOptions.builder()
                                .instanceType(new InstanceType("t3.medium"))
                                .machineImage(EcsOptimizedImage.amazonLinux2023())
                                .build());
        monitoring.monitorAll(elsewhere);
        assertThat(alarmsOn(elsewhere, "OrdersEcsTaskMonitoringLogs")).hasSize(1);
        assertThat(alarmsOn(elsewhere, "InstancesEcsHostMonitoringLogs")).hasSize(1);
    }

    private Receiver topicInIreland() {
        return Receiver.topic(Topic.fromTopicArn(stack, "Oncall", "arn:aws:sns:eu-west-1:123456789012:oncall"));
    }

    /** Nobody has asked for these alarms by name. */
    @Test
    void monitorAllInARegionThatAReceiverDoesNotReachIsNoError() {
        Stack elsewhere = elsewhere();
        EcsMonitoring monitoring = withWorkspaceInIreland(topicInIreland());
        FargateService.Builder.create(elsewhere, "Orders")
                .cluster(new Cluster(elsewhere, "Cluster"))
                .taskDefinition(task(elsewhere, "OrdersTask"))
                .build();
        monitoring.monitorAll(elsewhere);
        assertThat(Template.fromStack(elsewhere)
                        .findResources("AWS::CloudWatch::Alarm")
                        .values())
                .hasSize(4)
                .noneMatch(alarm -> Synth.map(alarm.get("Properties")).containsKey("AlarmActions"));
    }

    @Test
    void aReceiverThatIsNotReachedIsNamed() {
        List<String> unreachable = new ArrayList<>();
        new AlertSources(
                        PrometheusWorkspace.fromWorkspaceArn(
                                stack, "Amp", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"),
                        new AlertRecipients(
                                AlertManagerDefinition.Builder.create(topicInIreland())
                                        .build(),
                                null),
                        Map.of())
                .lostData(new LogGroup(elsewhere(), "Logs"), unreachable::add);
        assertThat(unreachable)
                .containsExactly("alarm Elsewhere/Logs/EcsExportFailures/Alarm does not notify receiver topic-Oncall: "
                        + "topic Demo/Oncall of a receiver must be in the region of stack Elsewhere, us-east-1, got eu-west-1: "
                        + "use another receiver for that stack");
    }

    @Test
    void anExplicitAlarmInARegionThatAReceiverDoesNotReachIsAnError() {
        EcsMonitoring monitoring = withWorkspaceInIreland(
                Receiver.topic(Topic.fromTopicArn(stack, "Oncall", "arn:aws:sns:eu-west-1:123456789012:oncall")));
        Cluster cluster = new Cluster(elsewhere(), "Cluster");
        assertThatThrownBy(() -> monitoring.alertOnEvents(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not notify receiver topic-Oncall: topic ")
                .hasMessageContaining("must be in the region of stack Elsewhere, us-east-1, got eu-west-1");
    }

    @Test
    void eventsOfAStackInAnotherRegionHaveTheirTopicThere() {
        EcsMonitoring monitoring = withWorkspaceInIreland(Receiver.email("oncall@example.com"));
        Stack elsewhere = elsewhere();
        monitoring.alertOnEvents(new Cluster(elsewhere, "Cluster"));
        Template template = Template.fromStack(elsewhere);
        template.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of("Environment", Map.of("Variables", Map.of("WORKSPACE_REGION", "eu-west-1"))));
        template.resourceCountIs("AWS::SNS::Topic", 1);
    }
}
