package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.DependencyCycles;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.ManagedInstancesApp;
import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.CfnCapacityProvider;
import software.amazon.awscdk.services.ecs.CfnCapacityProvider.InstanceLaunchTemplateProperty;
import software.amazon.awscdk.services.ecs.CfnCapacityProvider.ManagedInstancesNetworkConfigurationProperty;
import software.amazon.awscdk.services.ecs.CfnCapacityProvider.ManagedInstancesProviderProperty;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

class ManagedInstancesTest {
    private static final String DAEMON = "AWS::ECS::Daemon";
    private static final String DAEMON_TASK = "AWS::ECS::DaemonTaskDefinition";
    private static final String CLUSTER_ARN = "arn:aws:ecs:eu-west-1:123456789012:cluster/shop";
    private static final String PROVIDER_ARN = "arn:aws:ecs:eu-west-1:123456789012:capacity-provider/managed";

    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace =
            PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN);

    private EcsMonitoring monitoring(Construct scope) {
        return EcsMonitoring.Builder.create(scope, "Monitoring")
                .workspace(workspace)
                .withoutGrafana()
                .build();
    }

    private HostMonitoring.Builder hosts(Construct scope, ICluster cluster) {
        return HostMonitoring.Builder.create(scope, "Hosts").cluster(cluster).workspace(workspace);
    }

    private ICluster imported(boolean ec2) {
        return Cluster.fromClusterAttributes(
                stack,
                "Shop",
                ClusterAttributes.builder()
                        .clusterName("shop")
                        .clusterArn(CLUSTER_ARN)
                        .hasEc2Capacity(ec2)
                        .vpc(ManagedInstancesApp.cluster(stack).getVpc())
                        .build());
    }

    private static Map<String, Object> properties(Stack stack, String type) {
        return Synth.properties(stack, type);
    }

    private static void counts(Stack stack, int services, int daemons) {
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::ECS::Service", services);
        template.resourceCountIs(DAEMON, daemons);
        template.resourceCountIs(DAEMON_TASK, daemons);
    }

    @Test
    void monitorAllMonitorsTasksAndInstances() throws Exception {
        Stack shop = ManagedInstancesApp.monitored(Synth.app());
        Snapshot.assertTemplate("managed-instances", shop);
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(shop))))
                .isEmpty();
    }

    @Test
    void aClusterWithManagedInstancesOnlyHasNoDaemonService() {
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        ManagedInstancesApp.addProvider(stack, cluster);
        HostMonitoring hosts = monitoring(stack).monitorHosts(cluster);
        counts(stack, 0, 1);
        assertThat(hosts.getService()).isEmpty();
        assertThat(hosts.getManagedInstancesDaemon()).isPresent();
        assertThat(new TreeMap<>(properties(stack, DAEMON)).toString())
                .isEqualTo(
                        "{CapacityProviderArns=[{Fn::Join=[, [arn:, {Ref=AWS::Partition}, :ecs:, {Ref=AWS::Region}, :, "
                                + "{Ref=AWS::AccountId}, :capacity-provider/, {Ref=Capacity40A7FED8}]]}], "
                                + "ClusterArn={Fn::GetAtt=[ClusterEB0386A7, Arn]}, Critical=false, "
                                + "DaemonName=DemoClusterEcsHostMonitoringManagedInstancesE68084C8, "
                                + "DaemonTaskDefinitionArn={Fn::GetAtt=[ClusterEcsHostMonitoringManagedInstancesTaskFECE689B, "
                                + "DaemonTaskDefinitionArn]}}");
    }

    @Test
    void theManagedDaemonHasTheTaskOfTheDaemonServiceInAnotherNetwork() {
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        ManagedInstancesApp.addProvider(stack, cluster);
        addEc2Capacity(cluster);
        HostMonitoring hosts = hosts(stack, cluster).build();
        counts(stack, 1, 1);
        assertThat(hosts.getService()).isPresent();
        Map<String, Object> ec2 = properties(stack, "AWS::ECS::TaskDefinition");
        Map<String, Object> managed = properties(stack, DAEMON_TASK);
        assertThat(managed)
                .containsOnlyKeys(
                        "ContainerDefinitions", "ExecutionRoleArn", "Family", "PidMode", "TaskRoleArn", "Volumes")
                .containsEntry("PidMode", "shared")
                .containsEntry("TaskRoleArn", ec2.get("TaskRoleArn"))
                .containsEntry("ExecutionRoleArn", ec2.get("ExecutionRoleArn"))
                .containsEntry("Volumes", ec2.get("Volumes"));
        assertThat(container(managed, "node-exporter").get("Command").toString())
                .isEqualTo(container(ec2, "node-exporter")
                        .get("Command")
                        .toString()
                        .replace(
                                "]",
                                ", "
                                        + "--path.procfs.network=/host/proc/1, --no-collector.arp.netlink, --no-collector.netdev.netlink, "
                                        + "--no-collector.conntrack]"));
        for (String name : List.of("node-exporter", "adot")) {
            assertThat(without(container(managed, name), "Command", "Environment"))
                    .isEqualTo(without(container(ec2, name), "Command", "Environment", "PortMappings"));
        }
        assertThat(Template.fromStack(stack)
                        .findResources("AWS::Logs::LogGroup")
                        .keySet())
                .filteredOn(id -> id.startsWith("Hosts"))
                .hasSize(1);
    }

    private static Map<String, Object> container(Map<String, Object> task, String name) {
        return Synth.list(task.get("ContainerDefinitions")).stream()
                .map(Synth::map)
                .filter(container -> name.equals(container.get("Name")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> without(Map<String, Object> container, String... keys) {
        List.of(keys).forEach(container::remove);
        return container;
    }

    private static void addEc2Capacity(Cluster cluster) {
        cluster.addCapacity(
                "Ec2",
                AddCapacityOptions.builder()
                        .instanceType(new InstanceType("t3.medium"))
                        .build());
    }

    @Test
    void monitorsTheGivenCapacityProvidersOfAnImportedCluster() {
        HostMonitoring hosts = monitoring(stack).monitorHosts(imported(true), List.of(PROVIDER_ARN));
        counts(stack, 1, 1);
        assertThat(properties(stack, DAEMON))
                .containsEntry("CapacityProviderArns", List.of(PROVIDER_ARN))
                .containsEntry("ClusterArn", CLUSTER_ARN);
        assertThat(hosts.getManagedInstancesProviders()).containsExactly(PROVIDER_ARN);
    }

    @Test
    void anImportedClusterWithoutEc2CapacityHasNoDaemonService() {
        hosts(stack, imported(false)).managedInstances(PROVIDER_ARN).build();
        counts(stack, 0, 1);
    }

    @Test
    void findsACapacityProviderWithoutAConstructOfItsOwn() {
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        addPlainProvider("Plain", cluster.getClusterName());
        addPlainProvider("OfAnotherCluster", "other");
        HostMonitoring hosts = hosts(stack, cluster).build();
        assertThat(hosts.getManagedInstancesProviders()).hasSize(1);
        assertThat(hosts.getService()).isEmpty();
    }

    private void addPlainProvider(String id, String clusterName) {
        CfnCapacityProvider.Builder.create(stack, id)
                .clusterName(clusterName)
                .managedInstancesProvider(ManagedInstancesProviderProperty.builder()
                        .infrastructureRoleArn("arn:aws:iam::123456789012:role/ecs")
                        .instanceLaunchTemplate(InstanceLaunchTemplateProperty.builder()
                                .ec2InstanceProfileArn("arn:aws:iam::123456789012:instance-profile/ecs")
                                .networkConfiguration(ManagedInstancesNetworkConfigurationProperty.builder()
                                        .subnets(List.of("subnet-0a1b2c3d"))
                                        .securityGroups(List.of("sg-0a1b2c3d"))
                                        .build())
                                .build())
                        .build())
                .build();
    }

    @Test
    void rejectsCapacityThatIsAddedAfterTheCall() {
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        monitoring(stack).monitorHosts(cluster);
        ManagedInstancesApp.addProvider(stack, cluster);
        assertThatThrownBy(((App) stack.getNode().getRoot())::synth)
                .hasMessageContaining(
                        "Demo/Cluster/EcsHostMonitoring does not monitor all instances of cluster Demo/Cluster: the cluster had "
                                + "EC2 instances when its monitoring was created, and has 1 capacity provider of Managed Instances now: "
                                + "add capacity before the call, or use monitorAll");
    }

    @Test
    void rejectsACapacityProviderOfAnotherStack() {
        Cluster cluster = ManagedInstancesApp.cluster(stack);
        Stack capacity = new Stack((App) stack.getNode().getRoot(), "CapacityStack");
        ManagedInstancesApp.addProvider(capacity, cluster);
        assertThatThrownBy(() -> monitoring(stack).monitorHosts(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "capacity provider CapacityStack/Capacity/Capacity must be in the stack of cluster Demo/Cluster for a "
                                + "daemon in that stack, since the two stacks would depend on each other: create the daemon in the stack of the "
                                + "capacity provider, with HostMonitoring.Builder");
        hosts(capacity, cluster).build();
        counts(capacity, 0, 1);
    }

    @Test
    void rejectsANameInsteadOfAnArn() {
        HostMonitoring.Builder hosts = hosts(stack, imported(true));
        assertThatThrownBy(() -> hosts.managedInstances("managed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("managedInstances must be ARNs of capacity providers, got \"managed\"");
    }

    @Test
    void rejectsAnotherCapacityProviderInASecondCall() {
        ICluster cluster = imported(true);
        EcsMonitoring monitoring = monitoring(stack);
        HostMonitoring first = monitoring.monitorHosts(cluster, List.of(PROVIDER_ARN));
        assertThat(monitoring.monitorHosts(cluster, List.of(PROVIDER_ARN))).isSameAs(first);
        assertThat(monitoring.monitorHosts(cluster)).isSameAs(first);
        assertThatThrownBy(() -> monitoring.monitorHosts(cluster, List.of(PROVIDER_ARN + "2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cluster Demo/Shop is already monitored by Demo/Monitoring/EcsHostMonitoring with the capacity providers ["
                                + PROVIDER_ARN + "] of Managed Instances, got [" + PROVIDER_ARN
                                + "2]: pass all of them to the first call");
    }

    @Test
    void aTaskInHostModeHasPortsOfItsOwn() {
        TaskDefinition task = ManagedInstancesApp.task(stack, NetworkMode.HOST);
        monitoring(stack).monitor(task);
        assertThat(TaskShape.of(stack)).isEqualTo("""
            app: after [adot START]
            node-exporter: ports [9101 on host 9101], \
            runs [--web.listen-address=127.0.0.1:9101, --scope=task, --collector.disable-defaults, --collector.ecs]
            adot: after [node-exporter START], ports [8889 on host 8889, 13134 on host 13134], \
            health [CMD, /healthcheck, -port, 13134], scrapes [127.0.0.1:9101, 127.0.0.1:8889]
            """);
    }

    @Test
    void aTaskThatIsTooSmallNeedsNoFargateSize() {
        TaskDefinition task = ManagedInstancesApp.task(stack, NetworkMode.AWS_VPC);
        monitoring(stack).monitor(task);
        task.addContainer(
                "cache", TaskFixture.appOptions().memoryReservationMiB(1500).build());
        assertThatThrownBy(((App) stack.getNode().getRoot())::synth)
                .hasMessageContaining(
                        "task definition Demo/Orders has 2048 MiB of memory, but its containers reserve 2236 "
                                + "(app 512 + node-exporter 64 + adot 160 + cache 1500): reduce it or choose a larger task");
    }

    @Test
    void theCollectorAddsTheLaunchTypeThatItCannotDetect() {
        monitoring(stack).monitor(ManagedInstancesApp.task(stack, NetworkMode.AWS_VPC));
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("""
                  - key: ecs_launch_type
                    from_attribute: aws.ecs.launchtype
                    action: upsert
                  - key: ecs_launch_type
                    value: managed_instances
                    action: insert
            """);
    }

    @Test
    void theCollectorOfTheDaemonReadsTheInstanceIdFromTheFirmware() {
        hosts(stack, imported(false)).managedInstances(PROVIDER_ARN).build();
        assertThat(Synth.container(stack, "adot").get("Environment").toString()).contains("""
                      resource_detection:
                        detectors:
                          - env
                          - ecs
                        timeout: 10s
                    """, """
                          - key: host.id
                            value: "${!file:/sys/devices/virtual/dmi/id/board_asset_tag}"
                            action: upsert
                          - key: host.id
                            pattern: "^(?P<host>\\\\S+)"
                            action: extract
                          - key: service.instance.id
                            from_attribute: host
                            action: upsert
                    """, """
                          - key: host.type
                            value: "${!file:/sys/devices/virtual/dmi/id/product_name}"
                            action: upsert
                          - key: host.type
                            pattern: "^(?P<instance_type>\\\\S+)"
                            action: extract
                    """);
    }
}
