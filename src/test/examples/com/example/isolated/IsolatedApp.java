package com.example.isolated;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.network.MonitoringEndpoints;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.constructs.Construct;

/** Subnets without a route to the internet, images from the account's own registry, Graviton processors. */
public final class IsolatedApp {
    private IsolatedApp() {}

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
            Vpc vpc = Vpc.Builder.create(this, "Vpc")
                    .maxAzs(2)
                    .natGateways(0)
                    .subnetConfiguration(List.of(SubnetConfiguration.builder()
                            .name("Apps")
                            .subnetType(SubnetType.PRIVATE_ISOLATED)
                            .build()))
                    .build();
            FargateTaskDefinition orders = FargateTaskDefinition.Builder.create(this, "OrdersTask")
                    .memoryLimitMiB(1024)
                    .runtimePlatform(RuntimePlatform.builder()
                            .cpuArchitecture(CpuArchitecture.ARM64)
                            .operatingSystemFamily(OperatingSystemFamily.LINUX)
                            .build())
                    .build();
            orders.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromEcrRepository(
                                    Repository.fromRepositoryName(this, "OrdersImage", "orders"), "1.4.2"))
                            .memoryReservationMiB(512)
                            .build());
            FargateService.Builder.create(this, "Orders")
                    .cluster(Cluster.Builder.create(this, "Cluster").vpc(vpc).build())
                    .taskDefinition(orders)
                    .vpcSubnets(SubnetSelection.builder()
                            .subnetType(SubnetType.PRIVATE_ISOLATED)
                            .build())
                    .minHealthyPercent(100)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .build();

            // The repositories monitoring/aws-otel-collector and monitoring/node-exporter hold copies for arm64.
            EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring")
                    .images(ImageSource.ecr("monitoring"))
                    .build();
            monitoring.monitor(orders);
            MonitoringEndpoints.Builder.create(this, "Endpoints")
                    .vpc(vpc)
                    .workspace(monitoring.getWorkspace())
                    .build();
        }
    }
}
