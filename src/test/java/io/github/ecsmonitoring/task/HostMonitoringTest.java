package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.LogGroup;

class HostMonitoringTest {
    private static final String CLUSTER_ARN = "arn:aws:ecs:eu-west-1:123456789012:cluster/shop";

    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace =
            PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN);
    private final Vpc vpc = new Vpc(stack, "Vpc");

    private ICluster imported(String id) {
        return Cluster.fromClusterAttributes(
                stack,
                id,
                ClusterAttributes.builder()
                        .clusterName("shop")
                        .clusterArn(CLUSTER_ARN)
                        .vpc(vpc)
                        .build());
    }

    private HostMonitoring.Builder monitoring(ICluster cluster) {
        return HostMonitoring.Builder.create(stack, "Hosts").cluster(cluster).workspace(workspace);
    }

    private TaskDefinition task(String id, NetworkMode mode) {
        return Ec2TaskDefinition.Builder.create(stack, id).networkMode(mode).build();
    }

    private void runOn(ICluster cluster, TaskDefinition task) {
        Ec2Service.Builder.create(stack, task.getNode().getId() + "Service")
                .cluster(cluster)
                .taskDefinition(task)
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
    }

    private static void addApp(TaskDefinition task, PortMapping... ports) {
        task.addContainer(
                "app",
                TaskFixture.appOptions()
                        .memoryReservationMiB(64)
                        .portMappings(List.of(ports))
                        .build());
    }

    @Test
    void createsADaemonForAnImportedCluster() throws IOException {
        Stack hosts = new Stack((App) stack.getNode().getRoot(), "Hosts");
        ICluster cluster = Cluster.fromClusterAttributes(
                hosts,
                "Shop",
                ClusterAttributes.builder()
                        .clusterName("shop")
                        .clusterArn(CLUSTER_ARN)
                        .vpc(vpc)
                        .build());
        HostMonitoring.Builder.create(hosts, "Monitoring")
                .cluster(cluster)
                .workspace(workspace)
                .scrapeInterval(Duration.seconds(60))
                .labels(Map.of("environment", "test"))
                .build();
        Snapshot.assertTemplate("hosts", hosts);
    }

    @Test
    void itsRolesCanBeAssumedForTasksOfTheAccountAndRegionOnly() {
        monitoring(imported("Shop")).build();
        assertThat(Template.fromStack(stack).findResources("AWS::IAM::Role").entrySet().stream()
                        .filter(role -> role.getKey().startsWith("Hosts"))
                        .map(role -> Synth.map(role.getValue().get("Properties"))
                                .get("AssumeRolePolicyDocument")
                                .toString()))
                .hasSize(2)
                .containsOnly(
                        "{Statement=[{Action=sts:AssumeRole, Condition={ArnLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, "
                                + ":ecs:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, :*]]}}, "
                                + "StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}}, Effect=Allow, "
                                + "Principal={Service=ecs-tasks.amazonaws.com}}], Version=2012-10-17}");
    }

    @Test
    void exposesTheInstanceAndNotItsOwnTask() {
        monitoring(imported("Shop")).build();
        assertThat(Synth.list(Synth.container(stack, "node-exporter").get("Command")))
                .contains("--scope=host", "--no-collector.ecs");
    }

    @Test
    void appliesLogGroupAndSidecars() {
        monitoring(imported("Shop"))
                .logGroup(LogGroup.fromLogGroupName(stack, "Given", "given"))
                .collector(AdotSidecar.Builder.create().memoryLimitMiB(300).build())
                .exporter(NodeExporterSidecar.Builder.create()
                        .image(NodeExporterImage.fromRegistry("registry.example/node-exporter:1"))
                        .build())
                .build();
        assertThat(Synth.container(stack, "adot")).containsEntry("Memory", 300);
        assertThat(Synth.container(stack, "adot").get("LogConfiguration").toString())
                .contains("awslogs-group=given");
        assertThat(Synth.container(stack, "node-exporter")).containsEntry("Image", "registry.example/node-exporter:1");
        Template.fromStack(stack).resourceCountIs("AWS::Logs::LogGroup", 0);
    }

    @Test
    void appliesConfigOverride() {
        monitoring(imported("Shop"))
                .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info")))))
                .build();
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("level: info")
                .doesNotContain("level: warn");
    }

    @Test
    void findsTheMonitoringOfAClusterThatIsImportedTwice() {
        HostMonitoring monitoring = monitoring(imported("One")).build();
        assertThat(HostMonitoring.find(imported("Two"))).containsSame(monitoring);
        assertThat(HostMonitoring.find(Cluster.fromClusterAttributes(
                        stack,
                        "Other",
                        ClusterAttributes.builder()
                                .clusterName("other")
                                .vpc(vpc)
                                .build())))
                .isEmpty();
        assertThat(HostMonitoring.find(
                        Cluster.Builder.create(stack, "Own").vpc(vpc).build()))
                .isEmpty();
    }

    @Test
    void rejectsASecondDaemonForACluster() {
        monitoring(imported("One")).build();
        HostMonitoring.Builder again = HostMonitoring.Builder.create(stack, "Again")
                .cluster(imported("Two"))
                .workspace(workspace);
        assertThatThrownBy(again::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "instances of cluster Demo/Two are already monitored by Demo/Hosts: two exporters cannot share a port of an instance");
    }

    @Test
    void requiresClusterAndWorkspace() {
        assertThatThrownBy(() -> HostMonitoring.Builder.create(stack, "H")
                        .workspace(workspace)
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cluster");
        assertThatThrownBy(() -> HostMonitoring.Builder.create(stack, "H")
                        .cluster(imported("Shop"))
                        .build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("workspace");
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkMode.class,
            names = {"HOST", "BRIDGE"})
    void rejectsATaskWithAPortOfTheDaemon(NetworkMode mode) {
        ICluster cluster = imported("Shop");
        TaskDefinition legacy = task("Legacy", mode);
        addApp(legacy, PortMapping.builder().containerPort(9100).hostPort(9100).build());
        runOn(cluster, legacy);
        monitoring(cluster).build();
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "[Demo/Hosts] service Demo/LegacyService runs task definition Demo/Legacy, "
                                + "whose container app must not use host port 9100: Demo/Hosts uses ports [9100, 8888, 13133] on each instance of cluster "
                                + "Demo/Shop, so ECS would never place the task; choose another port, or remove the container if it is an exporter");
    }

    @Test
    void acceptsTasksWithOtherPorts() {
        ICluster cluster = imported("Shop");
        TaskDefinition own = task("Own", NetworkMode.AWS_VPC);
        addApp(own, PortMapping.builder().containerPort(9100).build());
        runOn(cluster, own);
        TaskDefinition chosen = task("Chosen", NetworkMode.BRIDGE);
        addApp(chosen, PortMapping.builder().containerPort(9100).build());
        runOn(cluster, chosen);
        TaskDefinition host = task("Host", NetworkMode.HOST);
        addApp(host, PortMapping.builder().containerPort(8080).build());
        TaskMonitoring.Builder.create(stack, "HostTask")
                .taskDefinition(host)
                .workspace(workspace)
                .scrape(ScrapeJob.of("host", 8080))
                .build();
        runOn(cluster, host);
        monitoring(cluster).build();
        Template.fromStack(stack).resourceCountIs("AWS::ECS::Service", 4);
        Annotations.fromStack(stack).hasNoWarning("*", Match.stringLikeRegexp(".*hostPortOffset.*"));
    }

    @Test
    void warnsAboutTwoTasksWithTheSameSidecarPorts() {
        monitored("Orders", 1);
        monitored("Payments", 1);
        monitored("Stock", 2);
        Annotations annotations = Annotations.fromStack(stack);
        annotations.hasWarning(
                "/Demo/Orders/EcsMonitoring",
                "services Demo/OrdersService and Demo/PaymentsService run tasks in networkMode HOST whose sidecars "
                        + "use the same ports [8889, 9101, 13134], so ECS never places both on one instance: set another hostPortOffset for one of the "
                        + "task definitions [ack: @ecs-monitoring/task:hostPorts]");
        annotations.hasNoWarning("/Demo/Payments/EcsMonitoring", Match.stringLikeRegexp(".*hostPortOffset.*"));
        annotations.hasNoWarning("*", Match.stringLikeRegexp(".*StockService.*hostPortOffset.*"));
    }

    private void monitored(String id, int offset) {
        TaskDefinition task = task(id, NetworkMode.HOST);
        addApp(task);
        TaskMonitoring.Builder.create(stack, id + "Monitoring")
                .taskDefinition(task)
                .workspace(workspace)
                .hostPortOffset(offset)
                .build();
        runOn(imported(id + "Cluster"), task);
    }
}
