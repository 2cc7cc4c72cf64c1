package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.app.MonitoringAppStacks;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.CustomizeRolesOptions;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;

/** Accounts in which roles are created outside of the app or need a permissions boundary. */
class CustomizedRolesTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";

    private final App app = Synth.app();
    private final Stack stack = new Stack(app, "Demo");

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .withoutGrafana();
    }

    private TaskDefinition task() {
        Role.customizeRoles(
                stack,
                CustomizeRolesOptions.builder()
                        .usePrecreatedRoles(Map.of(
                                "Demo/Orders/TaskRole",
                                "orders",
                                "Demo/Orders/ExecutionRole",
                                "orders-start",
                                "Demo/Monitoring/EcsHostMonitoring/TaskRole",
                                "host",
                                "Demo/Monitoring/EcsHostMonitoring/ExecutionRole",
                                "host-start"))
                        .build());
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(256)
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        return task;
    }

    @Test
    void rejectsCustomizedTaskRolesWithBothPoliciesToAttach() {
        TaskDefinition task = task();
        EcsMonitoring monitoring = monitoring().build();
        assertThatThrownBy(() -> monitoring.monitor(task))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "role Demo/Orders/TaskRole cannot be extended (Role.customizeRoles creates it outside of the app) and lacks "
                                + "aps:RemoteWrite on workspace Demo/Amp: attach this policy to it and set grantPermissions(false):\n{\n  \"Version\"")
                .hasMessageContaining("\nrole Demo/Orders/ExecutionRole cannot be extended")
                .hasMessageContaining(
                        "\"Action\": [\"logs:CreateLogStream\", \"logs:PutLogEvents\"],\n    \"Resource\": \"<ARN of the log group Demo/Monitoring/SidecarLogs>\"");
        assertThat(TaskMonitoring.find(task)).isEmpty();
    }

    @Test
    void grantPermissionsFalseAcceptsCustomizedTaskRoles() {
        TaskDefinition task = task();
        monitoring().grantPermissions(false).build().monitor(task);
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::IAM::Role", 0);
        template.resourceCountIs("AWS::IAM::Policy", 0);
        assertThat(Synth.container(stack, "adot")).isNotNull();
    }

    @Test
    void rejectsCustomizedDaemonRoles() {
        task();
        ICluster cluster = Cluster.fromClusterAttributes(
                stack,
                "Shop",
                ClusterAttributes.builder()
                        .clusterName("shop")
                        .vpc(new Vpc(stack, "Vpc"))
                        .build());
        EcsMonitoring monitoring = monitoring().build();
        assertThatThrownBy(() -> monitoring.monitorHosts(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "role Demo/Monitoring/EcsHostMonitoring/TaskRole cannot be extended (Role.customizeRoles creates it outside of the app)")
                .hasMessageContaining("role Demo/Monitoring/EcsHostMonitoring/ExecutionRole cannot be extended");
        assertThat(monitoring.getNode().tryFindChild("EcsHostMonitoring")).isNull();
    }

    @Test
    void grantPermissionsFalseAcceptsCustomizedDaemonRoles() {
        task();
        ICluster cluster = Cluster.fromClusterAttributes(
                stack,
                "Shop",
                ClusterAttributes.builder()
                        .clusterName("shop")
                        .vpc(new Vpc(
                                stack,
                                "Vpc",
                                VpcProps.builder()
                                        .restrictDefaultSecurityGroup(false)
                                        .build()))
                        .build());
        monitoring().grantPermissions(false).build().monitorHosts(cluster);
        Template template = Template.fromStack(stack);
        template.resourceCountIs("AWS::IAM::Role", 0);
        template.resourceCountIs("AWS::ECS::Service", 1);
    }

    @Test
    void everyRoleHasThePermissionsBoundary() {
        Stack all = new Stack(app, "All");
        EcsMonitoring.Builder.create(all, "Monitoring").build().monitorAll(all);
        Cluster cluster = new EcsCluster(all, "Environment").getCluster();
        List<Stack> stacks = MonitoringAppStacks.of(app);
        PermissionsBoundary.of(app)
                .apply(ManagedPolicy.fromManagedPolicyArn(
                        stack, "Boundary", "arn:aws:iam::123456789012:policy/boundary"));
        Map<String, Map<String, Object>> roles = new TreeMap<>();
        stacks.forEach(one -> Template.fromStack(one)
                .findResources("AWS::IAM::Role")
                .forEach((id, role) -> roles.put(one.getStackName() + "/" + id, role)));
        assertThat(HostMonitoring.find(cluster)).isPresent();
        assertThat(roles)
                .hasSizeGreaterThan(10)
                .allSatisfy((id, role) -> assertThat(Synth.map(role.get("Properties")))
                        .as(id)
                        .containsEntry("PermissionsBoundary", "arn:aws:iam::123456789012:policy/boundary"));
    }
}
