package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import java.util.Optional;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * What the sidecars of one task share.
 *
 * @param images null for each sidecar's own default
 */
record SidecarContext(TaskDefinition task, SidecarLogs logs, ImageSource images) {
    private static final String IMAGES_ID = "EcsMonitoringImages";

    /** The private copy, if there is one. */
    Optional<ContainerImage> image(MonitoringImage image) {
        return Optional.ofNullable(images).map(source -> source.image(image, imagesScope()));
    }

    /** Beneath the task definition: ECR "of the task's account" is that of the task's stack. */
    private Construct imagesScope() {
        return task.getNode().tryFindChild(IMAGES_ID) instanceof Construct scope ? scope : new Construct(task, IMAGES_ID);
    }
}
