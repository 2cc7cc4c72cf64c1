package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.internal.EcsTasksRole;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.internal.SharedKey;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CapacityProviderStrategy;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The demo workload: the same web server on Fargate and, in a new cluster, on EC2, both with sidecars. */
final class WorkloadStack extends Stack {
    private static final DeploymentCircuitBreaker ROLL_BACK =
            DeploymentCircuitBreaker.builder().enable(true).rollback(true).build();

    WorkloadStack(
            Construct scope, String id, AppSettings settings, ClusterStack clusterStack, EcsMonitoring monitoring) {
        super(
                scope,
                id,
                settings.stackProps(
                        clusterStack.ec2Capacity().isPresent()
                                ? "A demo service on Fargate and one on EC2, monitored"
                                : "A demo service on Fargate, monitored"));
        LogGroup logs = SharedKey.encrypted(LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build());
        addToFargate(clusterStack.cluster(), monitoring, logs);
        clusterStack.ec2Capacity().ifPresent(capacity -> addToEc2(clusterStack.cluster(), capacity, monitoring, logs));
    }

    private void addToFargate(ICluster cluster, EcsMonitoring monitoring, LogGroup logs) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(this, "FargateTask")
                .cpu(256)
                .memoryLimitMiB(512)
                .taskRole(EcsTasksRole.create(this, "FargateTaskRole"))
                .executionRole(EcsTasksRole.create(this, "FargateExecutionRole"))
                .build();
        addWebServer(task, logs);
        monitoring.monitor(task);
        FargateService service = FargateService.Builder.create(this, "FargateDemo")
                .cluster(cluster)
                .taskDefinition(task)
                .circuitBreaker(ROLL_BACK)
                .minHealthyPercent(100)
                .build();
        alertWhenDown(service, monitoring);
    }

    private void addToEc2(ICluster cluster, AsgCapacityProvider capacity, EcsMonitoring monitoring, LogGroup logs) {
        TaskDefinition task = Ec2TaskDefinition.Builder.create(this, "Ec2Task")
                .networkMode(NetworkMode.AWS_VPC)
                .taskRole(EcsTasksRole.create(this, "Ec2TaskRole"))
                .executionRole(EcsTasksRole.create(this, "Ec2ExecutionRole"))
                .build();
        addWebServer(task, logs);
        monitoring.monitor(task);
        Ec2Service service = Ec2Service.Builder.create(this, "Ec2Demo")
                .cluster(cluster)
                .taskDefinition(task)
                .capacityProviderStrategies(List.of(CapacityProviderStrategy.builder()
                        .capacityProvider(capacity.getCapacityProviderName())
                        .weight(1)
                        .build()))
                .circuitBreaker(ROLL_BACK)
                .minHealthyPercent(100)
                .build();
        alertWhenDown(service, monitoring);
    }

    private static void alertWhenDown(BaseService service, EcsMonitoring monitoring) {
        if (monitoring.getAlerts().isPresent()) {
            monitoring.alertWhenDown(service);
        }
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
        NagSuppression.CONTAINER_VARIABLES.on(task);
    }
}
