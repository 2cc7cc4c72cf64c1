package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.task.definition.Sidecars;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * A task to which sidecars are added, and the settings that all of them share: they cannot stop, starve or slow down
 * the app, and have no privileges that they do not need.
 *
 * @param images a private registry; null for each sidecar's default image
 * @param grant whether the CDK grants the execution role access to images, logs and secrets
 * @param essential false in the app's task; true in a daemon's task, which has no app, so that ECS replaces the task if
 *     a container exits for good
 */
record SidecarContext(TaskDefinition task, ImageSource images, LogOptions logs, boolean grant, boolean essential) {
    private static final String IMAGES_ID = "EcsMonitoringImages";

    /** Adds a container with the given options and the common settings. */
    ContainerDefinition add(ContainerSize size, ContainerImage image, ContainerDefinitionOptions.Builder container) {
        LinuxParameters linux = LinuxParameters.Builder.create(task, Sidecars.linuxParametersId(size.container()))
                .build();
        linux.dropCapabilities(Capability.ALL);
        size.applyTo(container);
        return task.addContainer(
                size.container(),
                container
                        .image(grant ? image : new UngrantedImage(image))
                        .essential(essential)
                        // The minimum is 60 s; a container that exits sooner after its start is not restarted.
                        .enableRestartPolicy(true)
                        .restartAttemptPeriod(Duration.seconds(60))
                        .readonlyRootFilesystem(true)
                        .linuxParameters(linux)
                        .logging(logs.driver(task, size.container(), grant))
                        .build());
    }

    /** The copy in a private registry, if one is set. */
    Optional<ContainerImage> privateCopy(MonitoringImage image) {
        return Optional.ofNullable(images).map(source -> source.image(image, imagesScope()));
    }

    /** Secrets that the CDK grants the execution role to read, unless nothing is granted. */
    Map<String, Secret> readable(Map<String, Secret> secrets) {
        Map<String, Secret> readable = new TreeMap<>(secrets);
        if (!grant) {
            readable.replaceAll((name, secret) -> new UngrantedSecret(secret));
        }
        return readable;
    }

    /** Beneath the task definition, whose stack determines the account and region of ECR. */
    private Construct imagesScope() {
        return task.getNode().tryFindChild(IMAGES_ID) instanceof Construct scope
                ? scope
                : new Construct(task, IMAGES_ID);
    }
}
