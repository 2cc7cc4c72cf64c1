package io.github.ecsmonitoring.task;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.LinuxParameters;

/**
 * What all sidecars have in common: they cannot stop, starve or slow down the app, and have no rights that they do not
 * use.
 */
final class SidecarContainer {
    private SidecarContainer() {}

    /** Of the construct that holds a sidecar's settings of Linux, beneath the task definition. */
    static String linuxId(String container) {
        return container + "-linux";
    }

    static ContainerDefinitionOptions.Builder options(SidecarContext context, ContainerSize size) {
        LinuxParameters linux = LinuxParameters.Builder.create(context.task(), linuxId(size.container()))
                .build();
        linux.dropCapabilities(Capability.ALL);
        ContainerDefinitionOptions.Builder options = ContainerDefinitionOptions.builder()
                .essential(false)
                // 60 s is the shortest: a container that ends sooner after its start stays down.
                .enableRestartPolicy(true)
                .restartAttemptPeriod(Duration.seconds(60))
                .readonlyRootFilesystem(true)
                .linuxParameters(linux)
                .logging(context.logDriver(size.container()));
        size.applyTo(options);
        return options;
    }
}
