package com.example.managed;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.alerting.Receiver;
import java.util.List;
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

/** A service on ECS Managed Instances: its tasks and the instances are monitored. */
public final class ManagedApp {
    private ManagedApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        new OrdersStack(app, "Orders");
    }

    static final class OrdersStack extends Stack {
        OrdersStack(Construct scope, String id) {
            super(scope, id);
            Vpc vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).build();
            Cluster cluster = Cluster.Builder.create(this, "Cluster").vpc(vpc).build();
            ManagedInstancesCapacityProvider capacity = ManagedInstancesCapacityProvider.Builder.create(
                            this, "Capacity")
                    .subnets(vpc.getPrivateSubnets())
                    .securityGroups(List.of(SecurityGroup.Builder.create(this, "Instances")
                            .vpc(vpc)
                            .build()))
                    .instanceRequirements(InstanceRequirementsConfig.builder()
                            .vCpuCountMin(1)
                            .memoryMin(Size.gibibytes(2))
                            .build())
                    .build();
            cluster.addManagedInstancesCapacityProvider(capacity);
            TaskDefinition orders = TaskDefinition.Builder.create(this, "OrdersTask")
                    .compatibility(Compatibility.MANAGED_INSTANCES)
                    .networkMode(NetworkMode.AWS_VPC)
                    .cpu("1024")
                    .memoryMiB("2048")
                    .build();
            orders.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromRegistry("example/orders:1.4"))
                            .memoryReservationMiB(1024)
                            .build());
            // Also for Managed Instances: the CDK has no service of that name.
            FargateService.Builder.create(this, "Service")
                    .cluster(cluster)
                    .taskDefinition(orders)
                    .desiredCount(2)
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                            .capacityProvider(capacity.getCapacityProviderName())
                            .weight(1)
                            .build()))
                    .build();

            EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring")
                    .alerts(Receiver.email("oncall@example.com"))
                    .withoutGrafana()
                    .build();
            monitoring.monitor(orders);
            monitoring.monitorHosts(cluster);
        }
    }
}
