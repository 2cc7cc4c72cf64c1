package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.Permission;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The container {@code node-exporter}: serves metrics on port 9100 ({@code 127.0.0.1} in networkMode AWS_VPC), which nothing outside the
 * task needs to reach. It reserves 96 MiB and is limited to 128 MiB.
 *
 * <p>On Fargate these are the metrics of ECS ({@code ecs_*}) and of the kernel ({@code node_*}), which is the task's own. A task for EC2
 * alone has those of ECS only: the kernel there is the whole instance's, which {@link HostMonitoring} reports once. A task definition for
 * both is treated as one for Fargate.
 *
 * <pre>{@code
 * NodeExporterSidecar.Builder.create().image(NodeExporterImage.fromEcrRepository(repository, "0.1.0")).cpu(32).build()
 * }</pre>
 */
public final class NodeExporterSidecar {
    static final String CONTAINER_NAME = "node-exporter";
    /** Measured: the JVM with all collectors takes 90 MB. */
    private static final int MIN_LIMIT_MIB = 96;

    private final NodeExporterImage image;
    private final ContainerSize size;
    private final Platform imagePlatform;

    private NodeExporterSidecar(NodeExporterImage image, Platform imagePlatform, ContainerSize size) {
        this.image = image;
        this.imagePlatform = imagePlatform;
        this.size = size;
    }

    List<Permission> imagePull() {
        return image.pull();
    }

    ContainerDefinition addTo(TaskDefinition task, ILogGroup logGroup, TaskNetwork network) {
        return task.addContainer(CONTAINER_NAME, options(task, logGroup).command(ExporterCommand.ofTask(task, network)).build());
    }

    /** Essential: the daemon's task has no app, and ECS starts a new one on the instance where this container ends for good. */
    ContainerDefinition addToDaemon(TaskDefinition task, ILogGroup logGroup, TaskNetwork network) {
        ContainerDefinition container = task.addContainer(CONTAINER_NAME,
            options(task, logGroup).essential(true).command(ExporterCommand.ofHost(network)).build());
        HostMounts.addTo(task, container);
        return container;
    }

    private ContainerDefinitionOptions.Builder options(TaskDefinition task, ILogGroup logGroup) {
        return SidecarContainer.options(task, size, logGroup)
            .image(image.forPlatform(imagePlatform != null ? imagePlatform : TaskRuntime.of(task).imagePlatform()))
            // nobody
            .user("65534:65534")
            .stopTimeout(Duration.seconds(10));
    }

    /** Collects the options of a {@link NodeExporterSidecar}. */
    public static final class Builder {
        private NodeExporterImage image = NodeExporterImage.bundled();
        private Platform imagePlatform;
        private int memoryReservationMiB = 96;
        private int memoryLimitMiB = 128;
        private Integer cpu;

        private Builder() {
        }

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /** The image; it must hold this library's exporter, whose flags it is started with. Default: built from this library. */
        public Builder image(NodeExporterImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /**
         * The platform for which an image is built. Default: that of the task's runtimePlatform, else LINUX_AMD64. The CDK keeps no
         * runtimePlatform of tasks for EC2 only: for instances with Graviton say LINUX_ARM64.
         */
        public Builder imagePlatform(Platform platform) {
            this.imagePlatform = Objects.requireNonNull(platform, "platform");
            return this;
        }

        /** Memory kept for the container, in MiB. Default: 96. */
        public Builder memoryReservationMiB(int mebibytes) {
            this.memoryReservationMiB = mebibytes;
            return this;
        }

        /** Memory at which the container is killed and started again, in MiB: at least 96. Default: 128. */
        public Builder memoryLimitMiB(int mebibytes) {
            this.memoryLimitMiB = mebibytes;
            return this;
        }

        /** CPU units kept for the container, of 1024 in a vCPU. Default: none. */
        public Builder cpu(int units) {
            this.cpu = units;
            return this;
        }

        /** @throws IllegalArgumentException if a size is negative, too small to run or larger than any task */
        public NodeExporterSidecar build() {
            ContainerSize size = new ContainerSize(CONTAINER_NAME, memoryReservationMiB, memoryLimitMiB, cpu);
            size.check(MIN_LIMIT_MIB);
            return new NodeExporterSidecar(image, imagePlatform, size);
        }
    }
}
