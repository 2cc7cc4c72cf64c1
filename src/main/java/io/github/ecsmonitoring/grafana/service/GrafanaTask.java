package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.internal.AwsReadActions;
import io.github.ecsmonitoring.internal.EcsTasksRole;
import io.github.ecsmonitoring.internal.NagSuppression;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * The task: Grafana without root, capabilities and a writable root file system.
 *
 * @param size CPU and memory
 * @param architecture of the image
 * @param image Grafana with its content
 * @param environment variables
 * @param secrets variables that ECS reads from Secrets Manager or Parameter Store
 * @param logs the log group
 */
record GrafanaTask(
        GrafanaTaskSize size,
        CpuArchitecture architecture,
        ContainerImage image,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        ILogGroup logs) {
    static final String CONTAINER = "grafana";
    static final int PORT = 3000;
    static final String HEALTH = "/api/health";

    /** Grafana's user in its image. */
    private static final String USER = "472";
    /** The volumes in the image's Dockerfile. */
    private static final Map<String, String> WRITABLE = Map.of("data", "/var/lib/grafana", "tmp", "/tmp");

    FargateTaskDefinition create(Construct scope) {
        Role taskRole = EcsTasksRole.create(scope, "TaskRole");
        taskRole.addToPolicy(PolicyStatement.Builder.create()
                .actions(AwsReadActions.ALL)
                .resources(List.of("*"))
                .build());
        NagSuppression.ANY_RESOURCE.onPolicyOf(taskRole);
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(scope, "Task")
                .cpu(size.cpu())
                .memoryLimitMiB(size.memoryLimitMiB())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(architecture)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .taskRole(taskRole)
                .executionRole(EcsTasksRole.create(scope, "ExecutionRole"))
                .build();
        ContainerDefinition container = task.addContainer(CONTAINER, options(scope));
        WRITABLE.keySet().stream().sorted().forEach(name -> {
            task.addVolume(Volume.builder().name(name).build());
            container.addMountPoints(MountPoint.builder()
                    .sourceVolume(name)
                    .containerPath(WRITABLE.get(name))
                    .readOnly(false)
                    .build());
        });
        NagSuppression.CONTAINER_VARIABLES.on(task);
        // The token with which ECS pulls the image.
        NagSuppression.ANY_RESOURCE.onPolicyOf(task.obtainExecutionRole());
        return task;
    }

    private ContainerDefinitionOptions options(Construct scope) {
        LinuxParameters linux = LinuxParameters.Builder.create(scope, "LinuxParameters")
                // Reaps processes of plugins.
                .initProcessEnabled(true)
                .build();
        linux.dropCapabilities(Capability.ALL);
        return ContainerDefinitionOptions.builder()
                .image(image)
                .user(USER)
                .readonlyRootFilesystem(true)
                .linuxParameters(linux)
                .memoryReservationMiB(size.grafanaReservationMiB())
                .portMappings(List.of(PortMapping.builder()
                        .name(CONTAINER)
                        .containerPort(PORT)
                        .build()))
                .environment(environment)
                .secrets(secrets)
                .healthCheck(HealthCheck.builder()
                        .command(List.of("CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:" + PORT + HEALTH))
                        .interval(Duration.seconds(15))
                        .timeout(Duration.seconds(5))
                        .retries(4)
                        .startPeriod(Duration.seconds(60))
                        .build())
                .stopTimeout(Duration.seconds(30))
                .logging(LogDrivers.awsLogs(AwsLogDriverProps.builder()
                        .logGroup(logs)
                        .streamPrefix(CONTAINER)
                        .mode(AwsLogDriverMode.NON_BLOCKING)
                        .build()))
                .build();
    }
}
