package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.images.MonitoringImage;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.AssetImage;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.constructs.Construct;

/**
 * The container {@code adot}: the ADOT collector, which scrapes the metrics endpoints of the task and writes to a
 * Prometheus workspace. It reserves 160 MiB of memory and is limited to 256 MiB.
 *
 * <pre>{@code
 * AdotSidecar.Builder.create().image(AdotImages.V0_49_0).memoryLimitMiB(512).build()
 * }</pre>
 *
 * @see <a href="https://aws-otel.github.io/docs/setup/ecs">ADOT on ECS</a>
 */
public final class AdotSidecar {
    private static final int HEALTHCHECK_DEFAULT_PORT = 13133;
    private static final String CONFIG = "AOT_CONFIG_CONTENT";

    private final ContainerImage image;
    private final ContainerSize size;

    private AdotSidecar(ContainerImage image, ContainerSize size) {
        this.image = image;
        this.size = size;
    }

    int memoryLimitMiB() {
        return size.memoryLimitMiB();
    }

    int memoryReservationMiB() {
        return size.memoryReservationMiB();
    }

    /**
     * The permissions that the execution role needs to pull the image; those for the user's own image are unknown.
     *
     * @param images null for the default image
     */
    List<IamPermission> imagePull(Construct scope, ImageSource images) {
        return image == null && images != null ? images.pull(MonitoringImage.COLLECTOR, scope) : List.of();
    }

    boolean isAsset() {
        return image instanceof AssetImage;
    }

    /** Replaces the configuration of a container that {@link #addTo} has added. */
    static void setConfig(ContainerDefinition collector, AdotConfig config) {
        collector.addEnvironment(CONFIG, LiteralText.of(config.toYaml()));
    }

    /** @param serviceName null for a daemon, whose series have no service */
    ContainerDefinition addTo(
            SidecarContext context, AdotConfig config, IPrometheusWorkspace workspace, String serviceName) {
        return context.add(
                size,
                image != null
                        ? image
                        : context.privateCopy(MonitoringImage.COLLECTOR).orElse(AdotImages.V0_49_0),
                ContainerDefinitionOptions.builder()
                        .environment(environment(config, workspace, serviceName))
                        .secrets(context.readable(config.secrets()))
                        // Retries a throttled request (429) instead of dropping its samples.
                        .command(List.of("--feature-gates=exporter.prometheusremotewritexporter.RetryOn429"))
                        .healthCheck(HealthCheck.builder()
                                .command(healthCheck(config.healthCheckPort()))
                                .startPeriod(Duration.seconds(30))
                                .build())
                        // The image's own user, aoc.
                        .user("4317:4317")
                        // Time to deliver the last scrape; with an unreachable workspace each stop takes this long.
                        .stopTimeout(Duration.seconds(60)));
    }

    /** Sorted: the order of a Map.of differs between runs, and so would the template. */
    private Map<String, String> environment(AdotConfig config, IPrometheusWorkspace workspace, String serviceName) {
        Map<String, String> environment = new TreeMap<>(config.environment());
        environment.put(CONFIG, LiteralText.of(config.toYaml()));
        environment.put("AMP_REMOTE_WRITE_URL", workspace.getRemoteWriteUrl());
        environment.put("AMP_REGION", workspace.getWorkspaceRegion());
        workspace.getWriterRoleArn().ifPresent(arn -> environment.put("AMP_WRITER_ROLE_ARN", arn));
        environment.put("GOMEMLIMIT", Math.round(memoryLimitMiB() * 0.8) + "MiB");
        if (serviceName != null) {
            environment.put("ECS_SERVICE_NAME", serviceName);
        }
        return environment;
    }

    /** CMD, since the image has no shell for CMD-SHELL, the CDK's default for a single word. */
    private static List<String> healthCheck(int port) {
        List<String> command = List.of("CMD", "/healthcheck");
        return port == HEALTHCHECK_DEFAULT_PORT
                ? command
                : List.of("CMD", "/healthcheck", "-port", Integer.toString(port));
    }

    /** Collects the options of an {@link AdotSidecar}. */
    public static final class Builder extends SidecarBuilder<Builder> {
        private ContainerImage image;

        private Builder() {
            super(ContainerSize.COLLECTOR);
        }

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The image, v0.49.0 or newer, from any source, such as your own ECR repository. {@link AdotImages#of} rejects
         * an image without a fixed version; this method cannot. Default: the copy in {@code images(...)}, else
         * {@link AdotImages#V0_49_0}.
         */
        public Builder image(ContainerImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /** @throws IllegalArgumentException if a size is negative, too small to run or larger than any task */
        public AdotSidecar build() {
            size().check(AdotConfig.MIN_MEMORY_LIMIT_MIB);
            return new AdotSidecar(image, size());
        }
    }
}
