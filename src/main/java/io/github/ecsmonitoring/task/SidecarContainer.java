package io.github.ecsmonitoring.task;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.LinuxParameters;

/** What all sidecars have in common: they cannot stop, starve or slow down the app, and have no rights that they do not use. */
final class SidecarContainer {
    private SidecarContainer() {
    }

    static ContainerDefinitionOptions.Builder options(SidecarContext context, ContainerSize size) {
        LinuxParameters linux = LinuxParameters.Builder.create(context.task(), size.container() + "-linux").build();
        linux.dropCapabilities(Capability.ALL);
        ContainerDefinitionOptions.Builder options = ContainerDefinitionOptions.builder()
            .essential(false)
            // 60 s is the shortest: a container that ends sooner after its start stays down.
            .enableRestartPolicy(true)
            .restartAttemptPeriod(Duration.seconds(60))
            .readonlyRootFilesystem(true)
            .linuxParameters(linux)
            .logging(context.logs().driver(context.task(), size.container()));
        size.applyTo(options);
        return options;
    }
}
