package io.github.ecsmonitoring;

import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceRequirementsConfig;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ManagedInstancesCapacityProvider;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** A cluster with ECS Managed Instances and a service that runs on them. */
public final class ManagedInstancesApp {
    private ManagedInstancesApp() {}

    /** A stack in which all of it is monitored. */
    public static Stack monitored(App app) {
        Stack stack = new Stack(app, "Shop");
        Cluster cluster = cluster(stack);
        ManagedInstancesCapacityProvider provider = addProvider(stack, cluster);
        service(stack, cluster, provider);
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(PrometheusWorkspace.fromWorkspaceArn(
                        stack, "Amp", "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"))
                .withoutGrafana()
                .withoutAlerts()
                .labels(Map.of("environment", "test"))
                .build()
                .monitorAll(stack);
        return stack;
    }

    public static Cluster cluster(Stack stack) {
        return Cluster.Builder.create(stack, "Cluster")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).natGateways(1).build())
                .build();
    }

    public static ManagedInstancesCapacityProvider addProvider(Construct scope, Cluster cluster) {
        ManagedInstancesCapacityProvider provider = ManagedInstancesCapacityProvider.Builder.create(scope, "Capacity")
                .subnets(cluster.getVpc().getPrivateSubnets())
                .securityGroups(List.of(SecurityGroup.Builder.create(scope, "Instances")
                        .vpc(cluster.getVpc())
                        .build()))
                .instanceRequirements(InstanceRequirementsConfig.builder()
                        .vCpuCountMin(1)
                        .memoryMin(Size.gibibytes(2))
                        .build())
                .build();
        cluster.addManagedInstancesCapacityProvider(provider);
        return provider;
    }

    public static TaskDefinition task(Construct scope, NetworkMode mode) {
        TaskDefinition task = TaskDefinition.Builder.create(scope, "Orders")
                .compatibility(Compatibility.MANAGED_INSTANCES)
                .networkMode(mode)
                .cpu("1024")
                .memoryMiB("2048")
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/orders:1"))
                        .memoryReservationMiB(512)
                        .build());
        return task;
    }

    private static void service(Stack stack, Cluster cluster, ManagedInstancesCapacityProvider provider) {
        FargateService.Builder.create(stack, "Service")
                .cluster(cluster)
                .taskDefinition(task(stack, NetworkMode.AWS_VPC))
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                        .capacityProvider(provider.getCapacityProviderName())
                        .weight(1)
                        .build()))
                .build();
    }
}
