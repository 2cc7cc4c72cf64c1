package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.grafana.GrafanaNetworkAccess;
import io.github.ecsmonitoring.grafana.GrafanaVersion;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.grafana.GrafanaWorkspaceAttributes;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.SummaryNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Grafana of an EcsMonitoring: its content, its users and the messages about them. */
class EcsMonitoringGrafanaTest {
    private static final String ANNA = "9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666";
    private static final String VMSTAT = """
            {"uid":"swap","title":"Swap","panels":[{"type":"timeseries","title":"Pages",
              "datasource":{"type":"prometheus","uid":"ecs-monitoring-prometheus"},
              "targets":[{"expr":"rate(node_vmstat_pswpin[5m])","refId":"A",
                "datasource":{"type":"prometheus","uid":"ecs-monitoring-prometheus"}}]}]}
            """;
    private static final String NOBODY =
            "nobody can sign in to Grafana Demo/Monitoring/Grafana yet: set grafanaAdmins(...) of the EcsMonitoring to ids of IAM Identity Center "
                    + "users or groups, or assign them in the workspace's console after the deployment";

    private final Stack stack = Synth.stack();

    @TempDir
    Path folder;

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring");
    }

    private Map<String, Object> content() {
        return Synth.properties(stack, "Custom::GrafanaContent");
    }

    private String notes() {
        return SummaryNotes.of(stack).toString();
    }

    private GrafanaWorkspace existing() {
        return GrafanaWorkspace.Builder.create(stack, "Own").build();
    }

    @Test
    void publishesDataSourcesAndDashboardsToTheGrafanaItCreates() {
        EcsMonitoring monitoring = monitoring().build();
        assertThat(content())
                .containsEntry(
                        "DashboardUids",
                        List.of(
                                "ecs-fleet",
                                "ecs-service",
                                "ecs-app",
                                "ecs-task",
                                "ecs-node",
                                "ecs-pipeline",
                                "ecs-alerts"))
                .extractingByKey("DataSources")
                .asString()
                .contains(
                        "ecs-monitoring-prometheus",
                        "ecs-monitoring-alertmanager",
                        "ecs-monitoring-cloudwatch",
                        "ecs-monitoring-xray");
        assertThat(monitoring.getGrafanaPublication()).isPresent();
    }

    @Test
    void publishesToAWorkspaceThatItBuilds() {
        monitoring()
                .grafana(GrafanaWorkspace.Builder.create(stack, "Own").logicalId("OwnGrafana"))
                .build();
        assertThat(content().get("WorkspaceId")).hasToString("{Fn::GetAtt=[OwnGrafana, Id]}");
    }

    @Test
    void dataSourceHasTheScrapeIntervalOfTheSamples() {
        monitoring().scrapeInterval(Duration.seconds(60)).build();
        assertThat(content().get("DataSources").toString()).contains("\"timeInterval\":\"60s\"");
    }

    @Test
    void publishesNothingToAnExistingGrafana() {
        EcsMonitoring monitoring = monitoring().grafana(existing()).build();
        Template.fromStack(stack).resourceCountIs("Custom::GrafanaContent", 0);
        assertThat(monitoring.getGrafanaPublication()).isEmpty();
        assertThat(notes()).doesNotContain("sign in");
    }

    static Stream<UnaryOperator<EcsMonitoring.Builder>> requestsForContent() {
        return Stream.of(
                EcsMonitoring.Builder::publishGrafanaContent,
                builder -> builder.dashboards(GrafanaFolder.of("Orders").dashboard(VMSTAT)),
                builder -> builder.publishGrafanaContent().grafanaContentRevision("2"));
    }

    @ParameterizedTest
    @MethodSource("requestsForContent")
    void publishesToAnExistingGrafanaOnRequest(UnaryOperator<EcsMonitoring.Builder> request) {
        request.apply(monitoring().grafana(existing())).build();
        assertThat(content().get("FolderUids").toString()).contains("ecs-monitoring");
    }

    @Test
    void publishesOtherContentInsteadOfTheDefault() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Amp").build();
        monitoring()
                .workspace(workspace)
                .grafanaContent(GrafanaContent.Builder.create()
                        .folders(GrafanaFolder.of("Empty"))
                        .build())
                .build();
        assertThat(content()).containsEntry("FolderUids", List.of("empty")).containsEntry("DataSources", "[]");
    }

    @Test
    void ownDashboardsArePublishedBesideTheLibrarysAndExtendTheProfile() throws Exception {
        Path file = Files.writeString(folder.resolve("swap.json"), VMSTAT);
        EcsMonitoring monitoring = monitoring()
                .dashboards(GrafanaFolder.of("Orders").dashboard(VMSTAT.replace("swap", "swap-of-orders")))
                .dashboard(file)
                .build();
        monitoring.monitor(task());
        assertThat(content())
                .containsEntry("FolderUids", List.of("ecs-monitoring", "orders", "ecs-monitoring-applications"))
                .containsEntry(
                        "DashboardUids",
                        List.of(
                                "ecs-fleet",
                                "ecs-service",
                                "ecs-app",
                                "ecs-task",
                                "ecs-node",
                                "ecs-pipeline",
                                "ecs-alerts",
                                "swap-of-orders",
                                "swap"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("vmstat_pswpin");
    }

    @Test
    void rejectsADashboardThatReadsAMetricThatNothingExposes() throws Exception {
        Path file = Files.writeString(folder.resolve("swap.json"), VMSTAT.replace("node_vmstat_pswpin", "node_colour"));
        EcsMonitoring.Builder builder = monitoring().dashboard(file);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("node_colour");
    }

    @Test
    void assignsRolesToUsersAndGroups() {
        EcsMonitoring monitoring = monitoring()
                .grafanaAdmins(ANNA)
                .grafanaEditors("1a2b3c4d-1111-2222-3333-4444555566aa")
                .grafanaViewers("1a2b3c4d-1111-2222-3333-4444555566bb")
                .build();
        assertThat(Synth.properties(stack, "Custom::GrafanaRoleAssignment"))
                .containsEntry("Admins", List.of(ANNA))
                .containsEntry("Editors", List.of("1a2b3c4d-1111-2222-3333-4444555566aa"))
                .containsEntry("Viewers", List.of("1a2b3c4d-1111-2222-3333-4444555566bb"));
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 1);
        assertThat(notes()).doesNotContain("sign in");
        assertThat(stack.resolve(monitoring.getGrafanaSignIn().orElseThrow()).toString())
                .contains("open https://", "and sign in with IAM Identity Center, as a user or member of a group");
    }

    @Test
    void summarySaysIfNobodyCanSignIn() {
        EcsMonitoring monitoring = monitoring().build();
        assertThat(notes()).contains(NOBODY);
        assertThat(stack.resolve(monitoring.getGrafanaSignIn().orElseThrow()).toString())
                .contains(
                        "assign users or groups of IAM Identity Center, by grafanaAdmins or in the workspace's console, then open https://");
    }

    @Test
    void summaryOmitsTheLineIfRolesAreAssignedElsewhere() {
        monitoring().withoutGrafanaRoles().build();
        assertThat(notes()).doesNotContain("sign in");
    }

    @Test
    void receiversAreNotifiedOfContentThatIsNotPublished() {
        monitoring().alerts(Receiver.topic(new Topic(stack, "Topic"))).build();
        assertThat(Template.fromStack(stack).findResources("AWS::CloudWatch::Alarm").entrySet().stream()
                        .filter(alarm -> alarm.getKey().startsWith("GrafanaPublisher"))
                        .map(alarm -> Synth.map(alarm.getValue().get("Properties"))
                                .get("AlarmActions")
                                .toString()))
                .singleElement()
                .asString()
                .startsWith("[{Ref=Topic");
    }

    /** Grafana's role reads the workspace in the other stack, which must not depend on Grafana in turn. */
    @Test
    void publishesInTheStackOfGrafana() {
        Stack central = new Stack((App) stack.getNode().getRoot(), "Central");
        GrafanaWorkspace grafana =
                GrafanaWorkspace.Builder.create(central, "Grafana").build();
        monitoring()
                .grafana(grafana)
                .publishGrafanaContent()
                .grafanaAdmins(ANNA)
                .build();
        Template.fromStack(central).resourceCountIs("Custom::GrafanaContent", 1);
        Template.fromStack(central).resourceCountIs("Custom::GrafanaRoleAssignment", 1);
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Function", 0);
    }

    static Stream<Arguments> contradictions() {
        String roles = "grafanaAdmins, grafanaEditors and grafanaViewers";
        return Stream.of(
                contradiction(b -> b.withoutGrafana().grafanaAdmins(ANNA), roles, "withoutGrafana()"),
                contradiction(b -> b.withoutGrafanaRoles().grafanaViewers(ANNA), roles, "withoutGrafanaRoles()"),
                contradiction(
                        b -> b.withoutGrafana().publishGrafanaContent(), "publishGrafanaContent()", "withoutGrafana()"),
                contradiction(
                        b -> b.withoutGrafanaContent().dashboards(GrafanaFolder.of("Orders")),
                        "dashboards(...)",
                        "withoutGrafanaContent()"),
                contradiction(
                        b -> b.withoutGrafanaContent()
                                .grafanaContent(GrafanaContent.Builder.create().build()),
                        "grafanaContent(...)",
                        "withoutGrafanaContent()"));
    }

    private static Arguments contradiction(UnaryOperator<EcsMonitoring.Builder> calls, String one, String other) {
        return Arguments.of(calls, one + " and " + other + " exclude each other: set one of them");
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void rejectsOptionsThatExcludeEachOther(UnaryOperator<EcsMonitoring.Builder> calls, String message) {
        EcsMonitoring.Builder builder = calls.apply(monitoring());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsARevisionOfContentThatIsNotPublished() {
        EcsMonitoring.Builder existing = monitoring().grafana(existing()).grafanaContentRevision("2");
        assertThatThrownBy(existing::build)
                .hasMessage(
                        "grafanaContentRevision(...) needs content that is published: call publishGrafanaContent() too, "
                                + "since nothing is published to an existing Grafana by default");
        EcsMonitoring.Builder without = monitoring().withoutGrafanaContent().grafanaContentRevision("2");
        assertThatThrownBy(without::build)
                .hasMessage(
                        "grafanaContentRevision(...) needs content that is published: call it without withoutGrafana() and withoutGrafanaContent()");
    }

    @Test
    void anotherKindOfGrafanaIsGrantedQueries() {
        IGrafana other = new OtherGrafana(stack, "Other");
        assertThat(monitoring().grafana(other).build().getGrafana()).containsSame(other);
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").toString()).contains("aps:QueryMetrics");
    }

    @Test
    void rejectsContentForAGrafanaThatCannotGetIt() {
        EcsMonitoring.Builder builder =
                monitoring().grafana(new OtherGrafana(stack, "Other")).publishGrafanaContent();
        assertThatThrownBy(builder::build)
                .hasMessage(
                        "publishGrafanaContent() needs a workspace of Amazon Managed Grafana, or a builder of Grafana on ECS, whose image contains the content, "
                                + "got Demo/Other: pass its builder to grafana(...), or the content to its builder");
    }

    @Test
    void rejectsRolesInAGrafanaWithoutIdentityCenter() {
        EcsMonitoring.Builder builder =
                monitoring().grafana(new OtherGrafana(stack, "Other")).grafanaAdmins(ANNA);
        assertThatThrownBy(builder::build)
                .hasMessage(
                        "grafanaAdmins, grafanaEditors and grafanaViewers are users and groups of IAM Identity Center, which Grafana Demo/Other does not know: "
                                + "set the roles in its sign-in settings");
    }

    /** Grafana of a user, with a role that reads data sources. */
    private static final class OtherGrafana extends Resource implements IGrafana {
        private final Role role;

        OtherGrafana(Construct scope, String id) {
            super(scope, id);
            role = Role.Builder.create(this, "Role")
                    .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                    .build();
        }

        @Override
        public String getUrl() {
            return "https://grafana.example.com";
        }

        @Override
        public IPrincipal getGrantPrincipal() {
            return role;
        }
    }

    private TaskDefinition task() {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
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

    private GrafanaService.Builder service() {
        return GrafanaService.Builder.create(stack, "Own")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build())
                .withoutCertificate();
    }

    private Map<String, Object> grafanaContainer() {
        return containers().stream()
                .filter(container -> "grafana".equals(container.get("Name")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> containers() {
        return (List<Map<String, Object>>)
                Synth.properties(stack, "AWS::ECS::TaskDefinition").get("ContainerDefinitions");
    }

    @Test
    void grafanaOnEcsHasTheContentInItsImageAndIsMonitored() {
        EcsMonitoring monitoring = monitoring()
                .grafana(service())
                .alerts(Receiver.email("oncall@example.com"))
                .build();
        assertThat(grafanaContainer().get("Environment").toString())
                .contains("DATA_SOURCE_ECS_MONITORING_PROMETHEUS_URL");
        assertThat(containers())
                .extracting(container -> container.get("Name"))
                .containsExactly("grafana", "node-exporter", "adot");
        Template.fromStack(stack).resourceCountIs("AWS::Grafana::Workspace", 0);
        Template.fromStack(stack).resourceCountIs("Custom::GrafanaContent", 0);
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::CloudWatch::Alarm")
                        .toString())
                .contains("has had no running task for");
        assertThat(monitoring.getGrafana()).containsInstanceOf(GrafanaService.class);
        assertThat(notes()).doesNotContain("sign in");
        assertThat(stack.resolve(monitoring.getGrafanaSignIn().orElseThrow()).toString())
                .contains("sign in, at first as admin with the password in the secret");
    }

    @Test
    void grafanaOnEcsIsNotMonitoredOnRequest() {
        monitoring().grafana(service()).withoutGrafanaMonitoring().build();
        assertThat(containers()).extracting(container -> container.get("Name")).containsExactly("grafana");
    }

    @Test
    void grafanaOnEcsMayQueryTheWorkspaceAndSilenceItsAlerts() {
        monitoring().grafana(service()).withoutGrafanaMonitoring().build();
        assertThat(Template.fromStack(stack).findResources("AWS::IAM::Policy").toString())
                .contains("aps:QueryMetrics", "aps:PutAlertManagerSilences", "xray:GetTraceSummaries");
    }

    @Test
    void contentOfTheBuilderOfGrafanaOnEcsIsKept() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Amp").build();
        monitoring()
                .workspace(workspace)
                .grafana(service()
                        .content(GrafanaContent.Builder.create()
                                .dataSources(DataSource.cloudWatch())
                                .build()))
                .build();
        assertThat(grafanaContainer().get("Environment").toString())
                .contains("ECS_MONITORING_CLOUDWATCH")
                .doesNotContain("ECS_MONITORING_PROMETHEUS");
    }

    static Stream<Arguments> conflictsOfGrafanaOnEcs() {
        return Stream.of(
                Arguments.of(
                        (BiFunction<EcsMonitoring.Builder, GrafanaService.Builder, EcsMonitoring.Builder>)
                                (builder, service) -> builder.grafana(service.content(
                                                GrafanaContent.Builder.create().build()))
                                        .publishGrafanaContent(),
                        "publishGrafanaContent() and content(...) of the builder of Grafana on ECS exclude each other: set one of them"),
                Arguments.of(
                        (BiFunction<EcsMonitoring.Builder, GrafanaService.Builder, EcsMonitoring.Builder>)
                                (builder, service) -> builder.grafana(service).grafanaContentRevision("2"),
                        "grafanaContentRevision(...) needs a workspace of Amazon Managed Grafana, got Demo/Own, whose image contains the content: remove the call"),
                Arguments.of(
                        (BiFunction<EcsMonitoring.Builder, GrafanaService.Builder, EcsMonitoring.Builder>)
                                (builder, service) -> builder.grafana(service).overwriteEditedDashboards(),
                        "overwriteEditedDashboards() needs a workspace of Amazon Managed Grafana, got Demo/Own, whose dashboards cannot be edited: remove the call"),
                Arguments.of(
                        (BiFunction<EcsMonitoring.Builder, GrafanaService.Builder, EcsMonitoring.Builder>)
                                (builder, service) -> builder.grafana(service).grafanaAdmins(ANNA),
                        "grafanaAdmins, grafanaEditors and grafanaViewers are users and groups of IAM Identity Center, which Grafana Demo/Own does not know: "
                                + "set the roles in its sign-in settings"));
    }

    @ParameterizedTest
    @MethodSource("conflictsOfGrafanaOnEcs")
    void rejectsWhatGrafanaOnEcsCannotDo(
            BiFunction<EcsMonitoring.Builder, GrafanaService.Builder, EcsMonitoring.Builder> options, String message) {
        EcsMonitoring.Builder builder = options.apply(monitoring(), service());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void grafanaOnEcsWithoutContentIsEmpty() {
        monitoring().grafana(service()).withoutGrafanaContent().build();
        assertThat(grafanaContainer().get("Environment").toString()).doesNotContain("DATA_SOURCE_");
    }

    private GrafanaWorkspace.Builder restricted() {
        return GrafanaWorkspace.Builder.create(stack, "Own")
                .networkAccess(GrafanaNetworkAccess.ofPrefixLists("pl-0a1b2c3d4e5f67890"));
    }

    @Test
    void publishesFromAVpcToAWorkspaceWithNetworkAccessControl() {
        Vpc vpc = Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build();
        monitoring().grafana(restricted()).grafanaPublisherVpc(vpc).build();
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::Lambda::Function")
                        .toString())
                .contains("VpcConfig={SecurityGroupIds=[");
    }

    @Test
    void namesTheVpcThatAWorkspaceWithNetworkAccessControlNeeds() {
        EcsMonitoring.Builder builder = monitoring().grafana(restricted());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grafana workspace Demo/Own has network access control, so content can only be published from a VPC: call vpc(...) of "
                                + "GrafanaPublication.Builder with subnets whose requests it accepts, or grafanaPublisherVpc(...) of EcsMonitoring.Builder");
    }

    @Test
    void requiresPluginManagementForTheDataSourceOfXRay() {
        EcsMonitoring.Builder builder = monitoring()
                .grafana(GrafanaWorkspace.Builder.create(stack, "Own").withoutPluginAdmin());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grafana workspace Demo/Own must allow the installation of plugins, since the content needs grafana-x-ray-datasource: remove "
                                + "withoutPluginAdmin(), or install them yourself and publish data sources without these types");
    }

    @Test
    void overwritesEditedDashboardsOnRequest() {
        monitoring().overwriteEditedDashboards().build();
        assertThat(content()).containsEntry("OverwriteEdited", "true");
    }

    @Test
    void rejectsOverwritingWithoutContent() {
        EcsMonitoring.Builder builder = monitoring().withoutGrafanaContent().overwriteEditedDashboards();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "overwriteEditedDashboards() needs content that is published: remove the call, or publish content");
    }

    @Test
    void publishesToAnImportedWorkspace() {
        monitoring()
                .grafana(GrafanaWorkspace.fromWorkspaceAttributes(
                        stack,
                        "Imported",
                        GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")
                                .version(GrafanaVersion.V10_4)
                                .role(Role.fromRoleArn(stack, "Role", "arn:aws:iam::123456789012:role/grafana"))))
                .publishGrafanaContent()
                .build();
        assertThat(content())
                .containsEntry("WorkspaceId", "g-0a1b2c3d4e")
                .containsEntry("GrafanaVersion", "10.4")
                .containsEntry("Plugins", List.of("grafana-x-ray-datasource"));
    }
}
