package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

class MonitorHostsTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:999999999999:workspace/ws-0a1b2c3d";

    private final Stack stack = Synth.stack();

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring");
    }

    private static Cluster cluster(Stack stack) {
        Cluster cluster = new Cluster(stack, "Cluster");
        AutoScalingGroup group = AutoScalingGroup.Builder.create(stack, "Group")
                .vpc(cluster.getVpc())
                .launchTemplate(LaunchTemplate.Builder.create(stack, "Template")
                        .machineImage(EcsOptimizedImage.amazonLinux2023())
                        .instanceType(new InstanceType("t3.medium"))
                        .userData(UserData.forLinux())
                        .securityGroup(SecurityGroup.Builder.create(stack, "Instances")
                                .vpc(cluster.getVpc())
                                .build())
                        .role(Role.Builder.create(stack, "InstanceRole")
                                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                                .build())
                        .build())
                .build();
        AsgCapacityProvider provider = AsgCapacityProvider.Builder.create(stack, "Capacity")
                .autoScalingGroup(group)
                .build();
        cluster.addAsgCapacityProvider(provider);
        cluster.addDefaultCapacityProviderStrategy(List.of(CapacityProviderStrategy.builder()
                .capacityProvider(provider.getCapacityProviderName())
                .weight(1)
                .build()));
        return cluster;
    }

    @Test
    void aSecondCallIsANoOp() {
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .labels(Map.of("environment", "test"))
                .build();
        Stack workload = new Stack((App) stack.getNode().getRoot(), "Workload");
        Cluster cluster = cluster(workload);
        HostMonitoring first = monitoring.monitorHosts(cluster);
        assertThat(monitoring.monitorHosts(cluster)).isSameAs(first);
        // A daemon has a launch type and no capacity provider, so it runs on the instances of all providers.
        assertThat(Synth.properties(workload, "AWS::ECS::Service"))
                .containsEntry("SchedulingStrategy", "DAEMON")
                .containsEntry("LaunchType", "EC2")
                .doesNotContainKeys("CapacityProviderStrategy", "DesiredCount");
        assertThat(Synth.container(workload, "adot").get("Environment").toString())
                .contains("environment: test")
                .doesNotContain("ECS_SERVICE_NAME");
        assertThat(DependencyCycles.find(DependencyCycles.ofTemplate(Synth.template(workload))))
                .isEmpty();
    }

    @Test
    void rejectsInstancesWithAnotherWorkspace() {
        Cluster cluster = cluster(stack);
        monitoring().withoutGrafana().build().monitorHosts(cluster);
        EcsMonitoring other = EcsMonitoring.Builder.create(stack, "Other")
                .withoutGrafana()
                .workspace(PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN))
                .build();
        assertThatThrownBy(() -> other.monitorHosts(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cluster Demo/Cluster is already monitored by Demo/Cluster/EcsHostMonitoring with workspace Demo/Monitoring/Prometheus: "
                                + "Demo/Other cannot send its samples to workspace Demo/Amp too");
    }

    @Test
    void clustersOfSeveralRegionsCanBeMonitoredInOneApp() {
        App app = Synth.app();
        for (String region : List.of("us-east-1", "eu-west-1")) {
            Stack regional = new Stack(
                    app,
                    region,
                    StackProps.builder()
                            .env(Environment.builder()
                                    .account("111111111111")
                                    .region(region)
                                    .build())
                            .build());
            EcsMonitoring monitoring = EcsMonitoring.Builder.create(regional, "Monitoring")
                    .workspace(PrometheusWorkspace.fromWorkspaceArn(regional, "Amp", ARN))
                    .withoutGrafana()
                    .build();
            monitoring.monitorHosts(cluster(regional));
        }
        assertThat(app.synth().getStacks()).hasSize(2);
    }
}
