package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * What the sidecars of one task share.
 *
 * @param images null for each sidecar's own default
 * @param grants whether the execution role gets what the sidecars need to start
 */
record SidecarContext(TaskDefinition task, SidecarLogs logs, ImageSource images, boolean grants) {
    private static final String IMAGES_ID = "EcsMonitoringImages";

    /** The private copy, if there is one. */
    Optional<ContainerImage> image(MonitoringImage image) {
        return Optional.ofNullable(images).map(source -> source.image(image, imagesScope()));
    }

    /** The image, which the CDK lets the execution role pull unless nothing is to be granted. */
    ContainerImage pulled(ContainerImage image) {
        return grants ? image : new UngrantedImage(image);
    }

    /** The same for secrets, which it lets the execution role read. */
    Map<String, Secret> read(Map<String, Secret> secrets) {
        Map<String, Secret> read = new TreeMap<>(secrets);
        if (!grants) {
            read.replaceAll((name, secret) -> new UngrantedSecret(secret));
        }
        return read;
    }

    LogDriver logDriver(String container) {
        return logs.driver(task, container, grants);
    }

    /** Beneath the task definition: ECR "of the task's account" is that of the task's stack. */
    private Construct imagesScope() {
        return task.getNode().tryFindChild(IMAGES_ID) instanceof Construct scope
                ? scope
                : new Construct(task, IMAGES_ID);
    }
}
