package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.internal.Permission;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.constructs.Construct;

/**
 * The container {@code adot}: the ADOT collector, which scrapes the task's pages and writes them to a Prometheus
 * workspace. It reserves 160 MiB and is limited to 256 MiB.
 *
 * <pre>{@code
 * AdotSidecar.Builder.create().image(AdotImages.V0_49_0).memoryLimitMiB(512).build()
 * }</pre>
 *
 * @see <a href="https://aws-otel.github.io/docs/setup/ecs">ADOT on ECS</a>
 */
public final class AdotSidecar {
    static final String CONTAINER_NAME = "adot";

    private static final int HEALTHCHECK_DEFAULT_PORT = 13133;

    private final ContainerImage image;
    private final ContainerSize size;

    private AdotSidecar(ContainerImage image, ContainerSize size) {
        this.image = image;
        this.size = size;
    }

    int memoryLimitMiB() {
        return size.memoryLimitMiB();
    }

    /**
     * What the execution role needs to pull the image, as far as this library knows.
     *
     * @param images null for this sidecar's own default
     */
    List<Permission> imagePull(Construct scope, ImageSource images) {
        return image == null && images != null ? images.pull(MonitoringImage.COLLECTOR, scope) : List.of();
    }

    ContainerDefinition addTo(
            SidecarContext context, AdotConfig config, IPrometheusWorkspace workspace, String serviceName) {
        Map<String, String> environment = environment(config, workspace);
        environment.put("ECS_SERVICE_NAME", serviceName);
        return context.task()
                .addContainer(
                        CONTAINER_NAME,
                        options(context, config).environment(environment).build());
    }

    /** Essential, as {@link NodeExporterSidecar#addToDaemon}. */
    ContainerDefinition addToDaemon(SidecarContext context, AdotConfig config, IPrometheusWorkspace workspace) {
        return context.task()
                .addContainer(
                        CONTAINER_NAME,
                        options(context, config)
                                .essential(true)
                                .environment(environment(config, workspace))
                                .build());
    }

    /** Sorted, as elsewhere: Map.of has another order in each run, and so would the template. */
    private Map<String, String> environment(AdotConfig config, IPrometheusWorkspace workspace) {
        Map<String, String> environment = new TreeMap<>(config.environment());
        environment.put("AOT_CONFIG_CONTENT", literally(config.toYaml()));
        environment.put("AMP_REMOTE_WRITE_URL", workspace.getRemoteWriteUrl());
        environment.put("AMP_REGION", workspace.getWorkspaceRegion());
        environment.put("GOMEMLIMIT", Math.round(memoryLimitMiB() * 0.8) + "MiB");
        return environment;
    }

    private ContainerDefinitionOptions.Builder options(SidecarContext context, AdotConfig config) {
        return SidecarContainer.options(context, size)
                .image(context.pulled(
                        image != null
                                ? image
                                : context.image(MonitoringImage.COLLECTOR).orElse(AdotImages.V0_49_0)))
                .secrets(context.read(config.secrets()))
                // A rejected request (429) is a reason to wait, not to drop samples.
                .command(List.of("--feature-gates=exporter.prometheusremotewritexporter.RetryOn429"))
                .healthCheck(HealthCheck.builder()
                        // CMD: the image has no shell for CMD-SHELL, which the CDK would choose for a single word.
                        .command(healthCheck(config.healthCheckPort()))
                        .startPeriod(Duration.seconds(30))
                        .build())
                // The image's own user, aoc.
                .user("4317:4317")
                // Time to deliver the last scrape; while the workspace is unreachable each stop of a task takes this
                // long.
                .stopTimeout(Duration.seconds(60));
    }

    private static List<String> healthCheck(int port) {
        List<String> command = List.of("CMD", "/healthcheck");
        return port == HEALTHCHECK_DEFAULT_PORT
                ? command
                : List.of("CMD", "/healthcheck", "-port", Integer.toString(port));
    }

    /**
     * The text as it is: CloudFormation's lint takes ${env:NAME} for a parameter of its own unless Fn::Sub says that it
     * is none.
     */
    private static String literally(String text) {
        return Fn.sub(text.replace("${", "${!"));
    }

    /** Collects the options of an {@link AdotSidecar}. */
    public static final class Builder {
        private ContainerImage image;
        private ContainerSize size = ContainerSize.COLLECTOR;

        private Builder() {}

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The image, v0.49.0 or newer; of any kind, so that it can come from your own ECR repository.
         * {@link AdotImages#of} refuses one without a version, this method cannot see it. Default: the copy of
         * {@code images(...)}, else {@link AdotImages#V0_49_0}.
         */
        public Builder image(ContainerImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /** Memory kept for the container, in MiB. Default: 160. */
        public Builder memoryReservationMiB(int mebibytes) {
            size = size.withMemoryReservationMiB(mebibytes);
            return this;
        }

        /** Memory at which the container is killed and started again, in MiB: at least 192. Default: 256. */
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
        public AdotSidecar build() {
            size.check(AdotConfig.MIN_MEMORY_LIMIT_MIB);
            return new AdotSidecar(image, size);
        }
    }
}
