package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.internal.Permission;
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
 * The container {@code node-exporter}: serves metrics on port 9100 ({@code 127.0.0.1} in networkMode AWS_VPC), which
 * nothing outside the task needs to reach. It reserves 64 MiB and is limited to 128 MiB.
 *
 * <p>On Fargate these are the metrics of ECS ({@code ecs_*}) and of the kernel ({@code node_*}), which is the task's
 * own. A task for EC2 alone has those of ECS only: the kernel there is the whole instance's, which
 * {@link HostMonitoring} reports once. A task definition for both is treated as one for Fargate.
 *
 * <pre>{@code
 * NodeExporterSidecar.Builder.create().image(NodeExporterImage.fromEcrRepository(repository, "0.1.0")).cpu(32).build()
 * }</pre>
 */
public final class NodeExporterSidecar {
    static final String CONTAINER_NAME = "node-exporter";
    private static final int MIN_LIMIT_MIB = 64;

    private final NodeExporterImage image;
    private final ContainerSize size;
    private final Platform imagePlatform;

    private NodeExporterSidecar(NodeExporterImage image, Platform imagePlatform, ContainerSize size) {
        this.image = image;
        this.imagePlatform = imagePlatform;
        this.size = size;
    }

    /**
     * What the execution role needs to pull the image.
     *
     * @param images null for this sidecar's own default
     */
    List<Permission> imagePull(Construct scope, ImageSource images) {
        return image != null
                ? image.pull()
                : images != null
                        ? images.pull(MonitoringImage.EXPORTER, scope)
                        : NodeExporterImage.bundled().pull();
    }

    ContainerDefinition addTo(SidecarContext context, TaskNetwork network) {
        return context.task()
                .addContainer(
                        CONTAINER_NAME,
                        options(context)
                                .command(ExporterCommand.ofTask(context.task(), network))
                                .build());
    }

    /**
     * Essential: the daemon's task has no app, and ECS starts a new one on the instance where this container ends for
     * good.
     */
    ContainerDefinition addToDaemon(SidecarContext context, TaskNetwork network) {
        ContainerDefinition container = context.task()
                .addContainer(
                        CONTAINER_NAME,
                        options(context)
                                .essential(true)
                                .command(ExporterCommand.ofHost(network))
                                .build());
        HostMounts.addTo(context.task(), container);
        return container;
    }

    private ContainerDefinitionOptions.Builder options(SidecarContext context) {
        return SidecarContainer.options(context, size)
                .image(context.pulled(image(context)))
                // nobody
                .user("65534:65534")
                .stopTimeout(Duration.seconds(10));
    }

    private ContainerImage image(SidecarContext context) {
        return image != null
                ? image.forPlatform(platform(context.task()))
                : context.image(MonitoringImage.EXPORTER)
                        .orElseGet(() -> NodeExporterImage.bundled().forPlatform(platform(context.task())));
    }

    private Platform platform(TaskDefinition task) {
        return imagePlatform != null ? imagePlatform : TaskRuntime.of(task).imagePlatform();
    }

    /** Collects the options of a {@link NodeExporterSidecar}. */
    public static final class Builder {
        private NodeExporterImage image;
        private Platform imagePlatform;
        private ContainerSize size = ContainerSize.EXPORTER;

        private Builder() {}

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The image; it must hold this library's exporter, whose flags it is started with. Default: the copy of
         * {@code images(...)}, else built from this library.
         */
        public Builder image(NodeExporterImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /**
         * The platform for which an image is built. Default: that of the task's runtimePlatform, else LINUX_AMD64. The
         * CDK keeps no runtimePlatform of tasks for EC2 only: for instances with Graviton say LINUX_ARM64.
         */
        public Builder imagePlatform(Platform platform) {
            this.imagePlatform = Objects.requireNonNull(platform, "platform");
            return this;
        }

        /** Memory kept for the container, in MiB. Default: 64. */
        public Builder memoryReservationMiB(int mebibytes) {
            size = size.withMemoryReservationMiB(mebibytes);
            return this;
        }

        /** Memory at which the container is killed and started again, in MiB: at least 64. Default: 128. */
        public Builder memoryLimitMiB(int mebibytes) {
            size = size.withMemoryLimitMiB(mebibytes);
            return this;
        }

        /** CPU units kept for the container, of 1024 in a vCPU. Default: none; it shares what others leave. */
        public Builder cpu(int units) {
            size = size.withCpu(units);
            return this;
        }

        /** @throws IllegalArgumentException if a size is negative, too small to run or larger than any task */
        public NodeExporterSidecar build() {
            size.check(MIN_LIMIT_MIB);
            return new NodeExporterSidecar(image, imagePlatform, size);
        }
    }
}
