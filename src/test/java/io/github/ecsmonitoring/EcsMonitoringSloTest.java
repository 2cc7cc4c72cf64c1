package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.slo.ServiceLevelObjective;
import io.github.ecsmonitoring.task.SummaryNotes;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;

class EcsMonitoringSloTest {
    private static final ServiceLevelObjective AVAILABLE =
            ServiceLevelObjective.availability("orders", 99.9).httpServer();

    private final Stack stack = Synth.stack();

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring").withoutAlerts();
    }

    private Object dashboards() {
        return Synth.properties(stack, "Custom::GrafanaContent").get("DashboardUids");
    }

    private Iterable<Object> namespaces() {
        return Template.fromStack(stack).findResources("AWS::APS::RuleGroupsNamespace").values().stream()
                .map(namespace -> Synth.map(namespace.get("Properties")).get("Name"))
                .toList();
    }

    @Test
    void oneCallAddsRulesAndADashboard() throws Exception {
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .withoutAlerts()
                .workspace(PrometheusWorkspace.Builder.create(stack, "Prometheus")
                        .withoutBundledRules()
                        .build())
                .slo(
                        AVAILABLE,
                        ServiceLevelObjective.latency("orders", 99, Duration.millis(300))
                                .httpServer())
                .build();
        assertThat(dashboards()).asList().contains("ecs-slo");
        Snapshot.assertTemplate("slo", stack);
    }

    @Test
    void withoutObjectivesThereIsNoDashboard() {
        monitoring().build();
        assertThat(dashboards()).asList().doesNotContain("ecs-slo");
        assertThat(namespaces()).doesNotContain("slo-orders-availability");
    }

    @Test
    void objectivesCanBeAddedLater() {
        EcsMonitoring monitoring = monitoring().slo().build();
        monitoring.slo(AVAILABLE);
        assertThat(namespaces()).contains("slo-orders-availability", "ecs-node");
        assertThat(dashboards()).asList().contains("ecs-slo");
    }

    @Test
    void objectivesWithoutADashboardAreAnError() {
        EcsMonitoring monitoring = monitoring().build();
        assertThatThrownBy(() -> monitoring.slo(AVAILABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "slo(...) of Demo/Monitoring needs the dashboard ecs-slo, which is not part of the content that it publishes: call slo() of its "
                                + "builder too, without objectives if they are added later");
    }

    @Test
    void withoutPublishedContentNoDashboardIsNeeded() {
        monitoring().withoutGrafana().build().slo(AVAILABLE);
        assertThat(namespaces()).contains("slo-orders-availability");
    }

    @Test
    void contentOfYourOwnIsNotChanged() {
        monitoring()
                .grafanaContent(GrafanaContent.Builder.create().build())
                .slo(AVAILABLE)
                .build();
        assertThat(dashboards()).asList().isEmpty();
        assertThat(namespaces()).contains("slo-orders-availability");
    }

    @Test
    void rejectsAnImportedWorkspace() {
        EcsMonitoring.Builder builder = monitoring()
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(
                        stack, "Imported", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"))
                .slo(AVAILABLE);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "slo(...) of Demo/Monitoring needs a workspace that is created in this app, got the imported Demo/Imported, to which no rules can be "
                                + "added: add the objectives in the app that creates the workspace");
    }

    @Test
    void rejectsASecondObjectiveOfAName() {
        EcsMonitoring monitoring = monitoring().withoutGrafana().slo(AVAILABLE).build();
        ServiceLevelObjective second =
                ServiceLevelObjective.availability("orders", 99).httpServer("/orders");
        assertThatThrownBy(() -> monitoring.slo(second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "objectives of Demo/Monitoring must have different names, got a second \"orders-availability\": set another one with name(...)");
        monitoring.slo(second.name("orders-page"));
        assertThat(namespaces()).contains("slo-orders-availability", "slo-orders-page");
    }

    private String notesFor(String... services) {
        EcsMonitoring monitoring = monitoring().withoutGrafana().slo(AVAILABLE).build();
        for (String service : services) {
            FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, service + "Task")
                    .build();
            task.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromRegistry("nginx"))
                            .build());
            monitoring.monitor(task);
            FargateService.Builder.create(stack, service)
                    .cluster(cluster())
                    .taskDefinition(task)
                    .build();
        }
        Template.fromStack(stack);
        return String.join("\n", SummaryNotes.of(stack));
    }

    private ICluster cluster() {
        return stack.getNode().tryFindChild("Cluster") instanceof Cluster existing
                ? existing
                : new Cluster(stack, "Cluster");
    }

    @Test
    void anObjectiveOfAServiceThatIsNotMonitoredIsNoted() {
        assertThat(notesFor("Orders", "Carts"))
                .isEqualTo(
                        "objective \"orders-availability\" has no data unless another app sends them: no task that is monitored here has ecs_service "
                                + "\"orders\", got \"Carts\", \"Orders\": did you mean Orders?");
    }

    @Test
    void anObjectiveOfAMonitoredServiceIsNotNoted() {
        assertThat(notesFor("orders", "Carts")).isEmpty();
    }

    @Test
    void aHubThatMonitorsNoTaskHasNoNoteOfObjectives() {
        assertThat(notesFor()).isEmpty();
    }
}
