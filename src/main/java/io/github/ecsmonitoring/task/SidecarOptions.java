package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.task.definition.Sidecars;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * The options of the sidecars' containers.
 *
 * @param collector the ADOT collector
 * @param exporter the node exporter
 * @param images a private registry for both images; null for their defaults
 * @param logs where the sidecars log
 * @param grantPermissions whether the task's roles are granted what the sidecars need
 */
public record SidecarOptions(
        AdotSidecar collector,
        NodeExporterSidecar exporter,
        ImageSource images,
        LogOptions logs,
        boolean grantPermissions) {
    static final SidecarOptions DEFAULTS = new SidecarOptions(
            AdotSidecar.Builder.create().build(),
            NodeExporterSidecar.Builder.create().build(),
            null,
            LogOptions.DEFAULTS,
            true);

    SidecarOptions withCollector(AdotSidecar changed) {
        Objects.requireNonNull(changed, "collector");
        return new SidecarOptions(changed, exporter, images, logs, grantPermissions);
    }

    SidecarOptions withExporter(NodeExporterSidecar changed) {
        Objects.requireNonNull(changed, "exporter");
        return new SidecarOptions(collector, changed, images, logs, grantPermissions);
    }

    SidecarOptions withImages(ImageSource changed) {
        Objects.requireNonNull(changed, "images");
        return new SidecarOptions(collector, exporter, changed, logs, grantPermissions);
    }

    SidecarOptions withLogs(LogOptions changed) {
        return new SidecarOptions(collector, exporter, images, changed, grantPermissions);
    }

    SidecarOptions withGrantPermissions(boolean changed) {
        return new SidecarOptions(collector, exporter, images, logs, changed);
    }

    /** What both sidecars reserve. */
    int memoryReservationMiB() {
        return collector.memoryReservationMiB() + exporter.memoryReservationMiB();
    }

    /** The sidecars whose images {@code cdk deploy} builds. */
    List<String> assets() {
        List<String> assets = new ArrayList<>();
        if (exporter.isAsset(images)) {
            assets.add(Sidecars.EXPORTER);
        }
        if (collector.isAsset()) {
            assets.add(Sidecars.COLLECTOR);
        }
        return assets;
    }

    /** Prepares a task for sidecars; creates a log group beneath the monitoring construct if no destination is set. */
    SidecarContext in(TaskDefinition task, Construct monitoring, boolean essential) {
        return new SidecarContext(task, images, logs.withDestination(monitoring), grantPermissions, essential);
    }

    /**
     * Accepts the findings of cdk-nag that the sidecars add to a task definition.
     *
     * @param own the containers of the app
     */
    void accept(TaskDefinition task, List<ContainerDefinition> own) {
        SidecarSuppressions.ofVariables(task, own);
        if (grantPermissions
                && Stream.of(exporter.imagePull(task, images), collector.imagePull(task, images))
                        .flatMap(List::stream)
                        .anyMatch(IamPermission::isOnAnyResource)) {
            NagSuppression.ANY_RESOURCE.onPolicyOf(task.obtainExecutionRole());
        }
    }

    /**
     * What ECS needs to start the sidecars: to create log streams and to pull images.
     *
     * @param scope the parent of the monitoring construct
     * @param id the id of the monitoring construct
     * @param task the task definition, or the construct in whose account and region it will be
     */
    List<IamPermission> executionPermissions(Construct scope, String id, Construct task) {
        return Stream.of(
                        logs.permissions(scope, id),
                        exporter.imagePull(task, images),
                        collector.imagePull(task, images))
                .flatMap(List::stream)
                // Both images may need an authorization token of ECR.
                .distinct()
                .toList();
    }
}
