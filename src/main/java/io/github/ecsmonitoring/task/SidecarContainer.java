package io.github.ecsmonitoring.task;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;

/** What all sidecars have in common: they cannot stop, starve or slow down the app, and have no rights that they do not use. */
final class SidecarContainer {
    private SidecarContainer() {
    }

    static ContainerDefinitionOptions.Builder options(TaskDefinition task, ContainerSize size, ILogGroup logGroup) {
        LinuxParameters linux = LinuxParameters.Builder.create(task, size.container() + "-linux").build();
        linux.dropCapabilities(Capability.ALL);
        ContainerDefinitionOptions.Builder options = ContainerDefinitionOptions.builder()
            .essential(false)
            // 60 s is the shortest: a container that ends sooner after its start stays down.
            .enableRestartPolicy(true)
            .restartAttemptPeriod(Duration.seconds(60))
            .readonlyRootFilesystem(true)
            .linuxParameters(linux)
            .logging(logging(task, size.container(), logGroup));
        size.applyTo(options);
        return options;
    }

    /**
     * Non-blocking: a container whose log lines cannot be delivered must not wait for it. Not by AwsLogDriver, whose methods have other
     * types in older releases of aws-cdk-lib.
     */
    private static LogDriver logging(TaskDefinition task, String container, ILogGroup logGroup) {
        logGroup.grantWrite(task.obtainExecutionRole());
        return new GenericLogDriver(GenericLogDriverProps.builder()
            .logDriver("awslogs")
            .options(new TreeMap<>(Map.of(
                "awslogs-group", logGroup.getLogGroupName(),
                "awslogs-region", Stack.of(task).getRegion(),
                "awslogs-stream-prefix", container,
                "mode", "non-blocking",
                "max-buffer-size", "1m")))
            .build());
    }
}
