package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.task.definition.TaskRuntime;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * The container {@code node-exporter}, which exposes metrics on port 9100 within the task ({@code 127.0.0.1} in
 * networkMode AWS_VPC). It reserves 64 MiB of memory and is limited to 128 MiB.
 *
 * <p>On Fargate it exposes metrics of ECS ({@code ecs_*}) and of the kernel ({@code node_*}), which the task does not
 * share. A task for EC2 only exposes those of ECS: the kernel is the instance's, which {@link HostMonitoring} monitors
 * once. A task definition for both is treated as one for Fargate.
 *
 * <pre>{@code
 * NodeExporterSidecar.Builder.create().image(NodeExporterImage.fromEcrRepository(repository, "0.1.0")).cpu(32).build()
 * }</pre>
 */
public final class NodeExporterSidecar {
    private static final int MIN_LIMIT_MIB = 64;

    private final NodeExporterImage image;
    private final ContainerSize size;
    private final Platform imagePlatform;

    private NodeExporterSidecar(NodeExporterImage image, Platform imagePlatform, ContainerSize size) {
        this.image = image;
        this.imagePlatform = imagePlatform;
        this.size = size;
    }

    int memoryReservationMiB() {
        return size.memoryReservationMiB();
    }

    /**
     * The permissions that the execution role needs to pull the image.
     *
     * @param images null for the default image
     */
    List<IamPermission> imagePull(Construct scope, ImageSource images) {
        return image != null
                ? image.pull()
                : images != null
                        ? images.pull(MonitoringImage.EXPORTER, scope)
                        : NodeExporterImage.bundled().pull();
    }

    /** @param images null for the default image */
    boolean isAsset(ImageSource images) {
        return image != null ? image.isAsset() : images == null;
    }

    ContainerDefinition addTo(SidecarContext context, List<String> command) {
        return context.add(
                size,
                image(context),
                ContainerDefinitionOptions.builder()
                        .command(command)
                        // nobody
                        .user("65534:65534")
                        .stopTimeout(Duration.seconds(10)));
    }

    private ContainerImage image(SidecarContext context) {
        return image != null
                ? image.forPlatform(platform(context.task()))
                : context.privateCopy(MonitoringImage.EXPORTER)
                        .orElseGet(() -> NodeExporterImage.bundled().forPlatform(platform(context.task())));
    }

    private Platform platform(TaskDefinition task) {
        return imagePlatform != null ? imagePlatform : TaskRuntime.of(task).imagePlatform();
    }

    /** Collects the options of a {@link NodeExporterSidecar}. */
    public static final class Builder extends SidecarBuilder<Builder> {
        private NodeExporterImage image;
        private Platform imagePlatform;

        private Builder() {
            super(ContainerSize.EXPORTER);
        }

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The image, which must contain this library's exporter. Default: the copy in {@code images(...)}, else built
         * from this library.
         */
        public Builder image(NodeExporterImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /**
         * The platform for which an image is built. Default: that of the task's runtimePlatform, else LINUX_AMD64. The
         * CDK has no runtimePlatform for tasks for EC2 only: set LINUX_ARM64 for Graviton instances.
         */
        public Builder imagePlatform(Platform platform) {
            this.imagePlatform = Objects.requireNonNull(platform, "platform");
            return this;
        }

        /** @throws IllegalArgumentException if a size is negative, too small to run or larger than any task */
        public NodeExporterSidecar build() {
            size().check(MIN_LIMIT_MIB);
            return new NodeExporterSidecar(image, imagePlatform, size());
        }
    }
}
