package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.EcsMonitoring;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The demo workload: the same web server on Fargate and on EC2, both with sidecars. */
final class WorkloadStack extends Stack {
    private static final DeploymentCircuitBreaker ROLL_BACK =
            DeploymentCircuitBreaker.builder().enable(true).rollback(true).build();

    WorkloadStack(Construct scope, String id, EcsCluster ecsCluster, EcsMonitoring monitoring) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("A demo service on Fargate and one on EC2, monitored")
                        .build());
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        TaskDefinition fargate = FargateTaskDefinition.Builder.create(this, "FargateTask")
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        addWebServer(fargate, logs);
        monitoring.monitor(fargate);
        FargateService.Builder.create(this, "FargateDemo")
                .cluster(ecsCluster.getCluster())
                .taskDefinition(fargate)
                .circuitBreaker(ROLL_BACK)
                .minHealthyPercent(100)
                .build();

        TaskDefinition ec2 = Ec2TaskDefinition.Builder.create(this, "Ec2Task")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        addWebServer(ec2, logs);
        monitoring.monitor(ec2);
        Ec2Service.Builder.create(this, "Ec2Demo")
                .cluster(ecsCluster.getCluster())
                .taskDefinition(ec2)
                .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                        .capacityProvider(ecsCluster.getEc2Capacity().getCapacityProviderName())
                        .weight(1)
                        .build()))
                .circuitBreaker(ROLL_BACK)
                .minHealthyPercent(100)
                .build();
    }

    private static void addWebServer(TaskDefinition task, LogGroup logs) {
        task.addContainer(
                "web",
                DemoWebServer.options(task)
                        .memoryReservationMiB(128)
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .streamPrefix("web")
                                .logGroup(logs)
                                .build()))
                        .build());
    }
}
