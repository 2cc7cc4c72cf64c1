package com.example.hostmode;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.alerting.Receiver;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.AutoScalingGroup;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.LaunchTemplate;
import software.amazon.awscdk.services.ec2.UserData;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.EcsOptimizedImage;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** A cluster of EC2 instances whose tasks use the network of the instance: tasks and instances are monitored. */
public final class HostModeApp {
    private HostModeApp() {}

    public static void main(String[] args) {
        App app = new App();
        create(app);
        app.synth();
    }

    public static void create(App app) {
        new RouterStack(app, "Router");
    }

    static final class RouterStack extends Stack {
        RouterStack(Construct scope, String id) {
            super(scope, id);
            Vpc vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).build();
            Cluster cluster = Cluster.Builder.create(this, "Cluster").vpc(vpc).build();
            LaunchTemplate instances = LaunchTemplate.Builder.create(this, "Instances")
                    .instanceType(new InstanceType("t3.medium"))
                    .machineImage(EcsOptimizedImage.amazonLinux2023())
                    .requireImdsv2(true)
                    .userData(UserData.forLinux())
                    .role(Role.Builder.create(this, "InstanceRole")
                            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                            .build())
                    .build();
            cluster.addAsgCapacityProvider(AsgCapacityProvider.Builder.create(this, "Capacity")
                    .autoScalingGroup(AutoScalingGroup.Builder.create(this, "Group")
                            .vpc(vpc)
                            .launchTemplate(instances)
                            .minCapacity(2)
                            .maxCapacity(4)
                            .build())
                    .build());
            Ec2TaskDefinition router = Ec2TaskDefinition.Builder.create(this, "RouterTask")
                    .networkMode(NetworkMode.HOST)
                    .build();
            router.addContainer(
                    "app",
                    ContainerDefinitionOptions.builder()
                            .image(ContainerImage.fromRegistry("example/router:3.1"))
                            .memoryReservationMiB(512)
                            .build());
            Ec2Service.Builder.create(this, "Service")
                    .cluster(cluster)
                    .taskDefinition(router)
                    .desiredCount(2)
                    .minHealthyPercent(50)
                    .circuitBreaker(
                            DeploymentCircuitBreaker.builder().rollback(true).build())
                    .build();

            EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring")
                    .alerts(Receiver.email("oncall@example.com"))
                    .withoutGrafana()
                    .build();
            monitoring.monitor(router, ScrapeJob.of("router", 9901).path("/stats/prometheus"));
            monitoring.monitorHosts(cluster);
        }
    }
}
