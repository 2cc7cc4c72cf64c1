package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.AdotImages;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The container {@code adot}: the ADOT collector, which scrapes the task's pages and writes them to a Prometheus workspace. It reserves
 * 160 MiB and is limited to 256 MiB.
 *
 * <pre>{@code
 * AdotSidecar.Builder.create().image(AdotImages.V0_49_0).memoryLimitMiB(512).build()
 * }</pre>
 *
 * @see <a href="https://aws-otel.github.io/docs/setup/ecs">ADOT on ECS</a>
 */
public final class AdotSidecar {
    static final String CONTAINER_NAME = "adot";

    private final ContainerImage image;
    private final ContainerSize size;

    private AdotSidecar(ContainerImage image, ContainerSize size) {
        this.image = image;
        this.size = size;
    }

    int memoryLimitMiB() {
        return size.memoryLimitMiB();
    }

    ContainerDefinition addTo(TaskDefinition task, ILogGroup logGroup, AdotConfig config, IPrometheusWorkspace workspace, String serviceName) {
        return task.addContainer(CONTAINER_NAME, SidecarContainer.options(task, size, logGroup)
            .image(image)
            // A rejected request (429) is a reason to wait, not to drop samples.
            .command(List.of("--feature-gates=exporter.prometheusremotewritexporter.RetryOn429"))
            .environment(environment(config, workspace, serviceName))
            .secrets(config.secrets())
            .healthCheck(HealthCheck.builder()
                // CMD: the image has no shell for CMD-SHELL, which the CDK would choose for a single word.
                .command(List.of("CMD", "/healthcheck"))
                .startPeriod(Duration.seconds(30))
                .build())
            // The image's own user, aoc.
            .user("4317:4317")
            // Time to deliver the last scrape; while the workspace is unreachable each stop of a task takes this long.
            .stopTimeout(Duration.seconds(60))
            .build());
    }

    private Map<String, String> environment(AdotConfig config, IPrometheusWorkspace workspace, String serviceName) {
        // Sorted, as elsewhere: Map.of has another order in each run, and so would the template.
        Map<String, String> environment = new TreeMap<>(config.environment());
        environment.put("AOT_CONFIG_CONTENT", literally(config.toYaml()));
        environment.put("AMP_REMOTE_WRITE_URL", workspace.getRemoteWriteUrl());
        environment.put("AMP_REGION", workspace.getWorkspaceRegion());
        environment.put("ECS_SERVICE_NAME", serviceName);
        environment.put("GOMEMLIMIT", Math.round(memoryLimitMiB() * 0.8) + "MiB");
        return environment;
    }

    /** The text as it is: CloudFormation's lint takes ${env:NAME} for a parameter of its own unless Fn::Sub says that it is none. */
    private static String literally(String text) {
        return Fn.sub(text.replace("${", "${!"));
    }

    /** Collects the options of an {@link AdotSidecar}. */
    public static final class Builder {
        private ContainerImage image = AdotImages.V0_49_0;
        private int memoryReservationMiB = 160;
        private int memoryLimitMiB = 256;
        private Integer cpu;

        private Builder() {
        }

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The image, v0.49.0 or newer; of any kind, so that it can come from your own ECR repository. {@link AdotImages#of} refuses one
         * without a version, this method cannot see it. Default: {@link AdotImages#V0_49_0}.
         */
        public Builder image(ContainerImage image) {
            this.image = Objects.requireNonNull(image, "image");
            return this;
        }

        /** Memory kept for the container, in MiB. Default: 160. */
        public Builder memoryReservationMiB(int mebibytes) {
            this.memoryReservationMiB = mebibytes;
            return this;
        }

        /** Memory at which the container is killed and started again, in MiB: at least 192. Default: 256. */
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
        public AdotSidecar build() {
            ContainerSize size = new ContainerSize(CONTAINER_NAME, memoryReservationMiB, memoryLimitMiB, cpu);
            size.check(AdotConfig.MIN_MEMORY_LIMIT_MIB);
            return new AdotSidecar(image, size);
        }
    }
}
