package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertMatcher;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateServiceAttributes;

class EcsMonitoringAlertsTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:111111111111:workspace/ws-0a1b2c3d";

    private final App app = Synth.app();
    private final Stack stack = new Stack(
            app,
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("111111111111")
                            .region("eu-west-1")
                            .build())
                    .build());

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring").withoutGrafana();
    }

    private String definition() {
        return Synth.properties(stack, "AWS::APS::Workspace")
                .get("AlertManagerDefinition")
                .toString();
    }

    /** The logical id of the topic that the alarm with this text notifies. */
    private String topicOfAlarm(String text) {
        return Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm").values().stream()
                .map(alarm -> Synth.map(alarm.get("Properties")))
                .filter(alarm -> alarm.toString().contains(text))
                .map(alarm -> Synth.list(alarm.get("AlarmActions")))
                .map(actions -> Synth.map(actions.get(0)).get("Ref").toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneLineNotifiesOfAllAlertsButTheWatchdog() {
        EcsMonitoring monitoring =
                monitoring().alerts(Receiver.email("oncall@example.com")).build();
        assertThat(definition()).contains("""
                repeat_interval: 14400s
                routes:
                  - receiver: heartbeats
                    matchers:
                      - "alertname=\\"EcsWatchdog\\""
                    group_wait: 0s
                    group_interval: 60s
                    repeat_interval: 60s
                  - receiver: nobody
                    matchers:
                      - "severity=\\"none\\""
              inhibit_rules:
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - ecs_task_family
                  source_matchers:
                    - "alertname=\\"EcsServiceStopped\\""
                  target_matchers:
                    - "alertname=~\\"EcsClusterTelemetryGone|EcsServiceTelemetryGone\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                  source_matchers:
                    - "alertname=\\"EcsClusterTelemetryGone\\""
                  target_matchers:
                    - "alertname=~\\"EcsHostTelemetryGone|EcsServiceTelemetryGone|EcsTargetDown\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - ecs_service
                  source_matchers:
                    - "alertname=\\"EcsServiceTelemetryGone\\""
                  target_matchers:
                    - "alertname=\\"EcsTargetDown\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - instance
                    - device
                  source_matchers:
                    - "alertname=\\"EcsNodeFilesystemAlmostFull\\""
                  target_matchers:
                    - "alertname=\\"EcsNodeFilesystemFillingUp\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - instance
                  source_matchers:
                    - "alertname=\\"EcsNodeMemoryAlmostFull\\""
                  target_matchers:
                    - "alertname=\\"EcsNodeMemoryFillingUp\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - instance
                  source_matchers:
                    - "alertname=\\"EcsTaskMemoryAlmostFull\\""
                  target_matchers:
                    - "alertname=\\"EcsTaskMemoryFillingUp\\""
                - equal:
                    - account_id
                    - region
                    - ecs_cluster
                    - ecs_service
                    - slo
                  source_matchers:
                    - "alertname=\\"EcsSloBudgetBurningFast\\""
                  target_matchers:
                    - "alertname=\\"EcsSloBudgetBurningSlowly\\""
              receivers:
                - name: "email-oncall@example.com"
            """.indent(0));
        assertThat(monitoring.getAlerts().orElseThrow().getReceivers())
                .containsExactly(Receiver.email("oncall@example.com"));
    }

    @Test
    void theReceiversAreNotifiedOfTheAlarmsOfTheWorkspace() {
        monitoring().alerts(Receiver.email("oncall@example.com")).build();
        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Map.of(
                                "AlarmName",
                                "Demo/Monitoring/Prometheus/Alarms: no samples arrive",
                                "AlarmActions",
                                Match.anyValue()));
    }

    @Test
    void theAlarmsOfTheWorkspaceCanBeOmitted() {
        monitoring()
                .alerts(Receiver.email("oncall@example.com"))
                .withoutWorkspaceAlarms()
                .build();
        Template.fromStack(stack)
                .resourcePropertiesCountIs(
                        "AWS::CloudWatch::Alarm", Map.of("AlarmName", Match.stringLikeRegexp("no samples arrive")), 0);
    }

    @Test
    void theAlertManagerOfTheWorkspaceIsUsedIfNoOtherIsSet() {
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alertManager(AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
                        .build())
                .build();
        EcsMonitoring monitoring = monitoring().workspace(workspace).build();
        EcsMonitoring another = EcsMonitoring.Builder.create(stack, "Payments")
                .workspace(workspace)
                .withoutGrafana()
                .build();
        assertThat(List.of(
                        monitoring.getAlerts().orElseThrow(),
                        another.getAlerts().orElseThrow()))
                .allSatisfy(alerts ->
                        assertThat(alerts.getReceivers()).containsExactly(Receiver.email("oncall@example.com")));
        assertThat(definition()).containsOnlyOnce("receiver: heartbeats");
    }

    @Test
    void alarmsGoToTheDefaultReceiversUnlessOthersAreSet() {
        AlertManagerDefinition definition = AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
                .route("team", "payments", Receiver.email("payments@example.com"))
                .build();
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        monitoring().workspace(workspace).alerts(definition).build();
        EcsMonitoring.Builder.create(stack, "Payments")
                .withoutGrafana()
                .workspace(workspace)
                .alarmReceivers(Receiver.email("payments@example.com"))
                .build()
                .alertWhenDown(FargateService.fromFargateServiceAttributes(
                        stack,
                        "Orders",
                        FargateServiceAttributes.builder()
                                .serviceName("orders")
                                .cluster(Cluster.fromClusterArn(
                                        stack, "Shop", "arn:aws:ecs:eu-west-1:111111111111:cluster/shop"))
                                .build()));
        assertThat(topicOfAlarm("no samples arrive")).startsWith("EcsMonitoringAlertsemailoncall");
        assertThat(topicOfAlarm("no running task")).startsWith("EcsMonitoringAlertsemailpayments");
    }

    /** The rules, bundled or of objectives, that the default definition names. */
    @Test
    void theDefaultsNameAlertsThatExist() throws Exception {
        StringBuilder rules =
                new StringBuilder(Files.readString(Path.of("test/resources/golden/slo-availability.yaml")));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("../dashboards/rules"), "*.yaml")) {
            for (Path file : files) {
                rules.append(Files.readString(file));
            }
        }
        monitoring().alerts(Receiver.email("oncall@example.com")).build();
        List<String> names = Pattern.compile("alertname=~?\\\\\"([\\w|]+)")
                .matcher(definition())
                .results()
                .flatMap(matcher -> Stream.of(matcher.group(1).split("\\|")))
                // An alert of an ECS event.
                .filter(name -> !name.equals("EcsServiceStopped"))
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(names).allSatisfy(name -> assertThat(rules).contains("- alert: " + name + "\n"));
        assertThat(rules).contains("severity: none\n");
    }

    @Test
    void aWorkspaceOfThisAppGetsTheAlertManager() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        monitoring()
                .workspace(workspace)
                .alerts(Receiver.email("oncall@example.com"))
                .build();
        assertThat(definition()).contains("receiver: \"email-oncall@example.com\"");
    }

    @Test
    void aSecondAlertManagerIsAnError() {
        AlertManagerDefinition definition = AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
                .build();
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .alertManager(definition)
                .build();
        EcsMonitoring.Builder builder = monitoring().workspace(workspace).alerts(definition);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace Demo/Prometheus has an alert manager already: pass all receivers to one AlertManagerDefinition");
    }

    @Test
    void aSecondAlertManagerOfAnotherEcsMonitoringIsAnError() {
        Receiver email = Receiver.email("oncall@example.com");
        EcsMonitoring first = monitoring().alerts(email).build();
        EcsMonitoring.Builder second = EcsMonitoring.Builder.create(stack, "Second")
                .withoutGrafana()
                .workspace(first.getWorkspace())
                .alerts(email);
        assertThatThrownBy(second::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace Demo/Monitoring/Prometheus has an alert manager already: pass all receivers to one AlertManagerDefinition");
    }

    @Test
    void aRouteOfTheWatchdogNeedsNoDeadMansSwitch() {
        Receiver email = Receiver.email("oncall@example.com");
        for (AlertMatcher watchdog : List.of(
                AlertMatcher.equal("alertname", "EcsWatchdog"), AlertMatcher.matching("alertname", "EcsWatchdog"))) {
            Stack own = new Stack(app, "Stack" + watchdog.hashCode());
            EcsMonitoring.Builder builder = EcsMonitoring.Builder.create(own, "Monitoring")
                    .withoutGrafana()
                    .alerts(AlertManagerDefinition.Builder.create(email)
                            .route(AlertRoute.of(watchdog).to(email))
                            .build());
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "alert route [" + watchdog
                                    + "] is never reached, since alert route [alertname=\"EcsWatchdog\"] before it takes all its alerts: "
                                    + "change their order, or call continueMatching() on the first "
                                    + "(the dead man's switch, which withoutDeadMansSwitch() omits, adds the first route, with a receiver \"heartbeats\")");
        }
        monitoring()
                .alerts(AlertManagerDefinition.Builder.create(email)
                        .route("alertname", "EcsWatchdog", email)
                        .build())
                .withoutDeadMansSwitch()
                .build();
        assertThat(definition()).contains("EcsWatchdog").doesNotContain("heartbeats");
    }

    @Test
    void theAlertManagerOfAnImportedWorkspaceIsWrittenToAFile() throws Exception {
        IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Imported", ARN);
        monitoring()
                .workspace(workspace)
                .alerts(AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
                        .build())
                .build();
        app.synth();
        assertThat(Files.readString(Path.of(app.getOutdir(), "Demo.Monitoring.alert-manager.yaml")))
                .startsWith("template_files:\n  ecs-monitoring-text: |\n")
                .endsWith("""
                      receivers:
                        - name: "email-oncall@example.com"
                          sns_configs:
                            - topic_arn: "${EcsMonitoringAlertsemailoncallexamplecom063DA971}"
                              sigv4:
                                region: eu-west-1
                              message: "{{ template \\"ecs-monitoring.text.message\\" . }}"
                              subject: "{{ template \\"ecs-monitoring.text.subject\\" . }}"
                    """);
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::APS::Workspace", 0);
        assertThat(template.findOutputs("AlertsEcsMonitoringAlertsemailoncallexamplecom063DA971"))
                .hasToString(
                        "{AlertsEcsMonitoringAlertsemailoncallexamplecom063DA971={Value={Ref=EcsMonitoringAlertsemailoncallexamplecom063DA971}}}");
        assertThat(Synth.properties(stack, "AWS::SNS::TopicPolicy").toString())
                .contains("Condition={ArnEquals={aws:SourceArn=" + ARN
                        + "}, StringEquals={aws:SourceAccount=111111111111}}");
    }

    @Test
    void theDefinitionsOfTwoImportedWorkspacesAreTwoFiles() throws Exception {
        Receiver email = Receiver.email("oncall@example.com").withName("people");
        for (String id : List.of("Orders", "Payments")) {
            EcsMonitoring.Builder.create(stack, id)
                    .withoutGrafana()
                    .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, id + "Workspace", ARN + id))
                    .alerts(AlertManagerDefinition.Builder.create(email)
                            .route("team", id, email)
                            .build())
                    .build();
        }
        app.synth();
        for (String id : List.of("Orders", "Payments")) {
            assertThat(Files.readString(Path.of(app.getOutdir(), "Demo." + id + ".alert-manager.yaml")))
                    .contains("team=\\\"" + id);
        }
    }

    @Test
    void aWorkspaceOfAnotherRegionCannotReachTheReceivers() {
        IPrometheusWorkspace workspace =
                PrometheusWorkspace.fromWorkspaceArn(stack, "Imported", ARN.replace("eu-west-1", "us-east-1"));
        EcsMonitoring.Builder builder = monitoring().workspace(workspace).alerts(Receiver.email("oncall@example.com"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "receiver email-oncall@example.com must be in the region of its workspace, us-east-1, got eu-west-1: an alert manager cannot reach "
                                + "other accounts and regions; set alerts in a stack of that region");
    }

    @Test
    void contradictoryOptionsAreErrors() {
        Receiver email = Receiver.email("oncall@example.com");
        EcsMonitoring.Builder builder = monitoring().alerts(email);
        assertThatThrownBy(() -> builder.alerts(email))
                .hasMessage(
                        "alerts(...) must be called once: pass all receivers to one call, or use routes of an AlertManagerDefinition");
        assertThatThrownBy(builder.withoutAlerts()::build)
                .hasMessage("alerts(...) and withoutAlerts() exclude each other: set one of them");
        assertThatThrownBy(() -> EcsMonitoring.Builder.create(stack, "None").alerts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alerts must have at least one receiver, got none");
    }
}
