package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.SecretRead;
import io.github.ecsmonitoring.promql.MetricUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * The configuration of the ADOT collector as a sidecar. The collector scrapes the task's metrics endpoints, adds the
 * labels of the task, or of the EC2 instance after {@link Builder#forHost()}, and writes to a Prometheus workspace.
 *
 * <p>The configuration is plain text without tokens. The collector reads values that are known at deployment only from
 * its environment: {@code AMP_REMOTE_WRITE_URL}, {@code AMP_REGION}, {@code AMP_WRITER_ROLE_ARN} and
 * {@code ECS_SERVICE_NAME}. Excerpt:
 *
 * <pre>
 * exporters:
 *   prometheus_remote_write/scrape:
 *     endpoint: "${env:AMP_REMOTE_WRITE_URL}"
 *     timeout: 310s
 * </pre>
 *
 * @see <a href="https://opentelemetry.io/docs/collector/configuration/">the collector's configuration</a>
 */
public final class AdotConfig {
    /** With less memory the kernel keeps evicting pages of the collector's binary, which then starts late or never. */
    public static final int MIN_MEMORY_LIMIT_MIB = 192;
    /** The default memory limit of the container. */
    public static final int DEFAULT_MEMORY_LIMIT_MIB = 256;
    /** The largest Fargate task. */
    private static final int MAX_MEMORY_LIMIT_MIB = 122_880;

    private final Builder inputs;
    private final CollectorDraft draft;
    private final int healthCheckPort;
    private final int scrapeIntervalSeconds;
    private final String text;

    private AdotConfig(Builder inputs, CollectorDraft draft, int healthCheckPort, CollectorOptions options) {
        this.inputs = inputs;
        this.draft = draft;
        this.healthCheckPort = healthCheckPort;
        scrapeIntervalSeconds = options.scrapeInterval().seconds();
        text = ConfigText.of(ConfigOverride.applyAll(draft.document(), options.overrides()));
    }

    /** The text for {@code AOT_CONFIG_CONTENT}: about 5 KB, at most 32 KiB. */
    public String toYaml() {
        return text;
    }

    /**
     * This configuration with the metrics that rules read.
     *
     * @throws IllegalArgumentException if the text would exceed 32 KiB
     */
    public AdotConfig extendedBy(MetricUse use) {
        MetricProfile extended = inputs.options.profile().extendedBy(use);
        return extended.equals(inputs.options.profile())
                ? this
                : inputs.copy().options(inputs.options.withProfile(extended)).build();
    }

    /** Messages about metrics that rules read although nothing exposes them; see {@link MetricProfile#problems}. */
    public Set<String> problems(MetricUse use) {
        return inputs.options.profile().problems(use);
    }

    /** The environment variables that this text needs, except for those of the workspace; sorted. */
    public Map<String, String> environment() {
        return draft.environment();
    }

    /** The environment variables that ECS fills with secrets; sorted. */
    public Map<String, Secret> secrets() {
        return draft.secrets();
    }

    /** The permissions that the task role needs, except for remote write. */
    public List<IamPermission> permissions() {
        return draft.permissions();
    }

    /** The AWS services that the collector contacts, as VPC endpoints name them, such as {@code aps-workspaces}. */
    public List<String> contactedServices() {
        return draft.contactedServices();
    }

    /** The permissions that the execution role needs for {@link #secrets()}. */
    public List<IamPermission> secretPermissions() {
        return draft.secrets().entrySet().stream()
                .map(secret -> SecretRead.of("secret of variable " + secret.getKey(), secret.getValue()))
                .toList();
    }

    /** True if a feature receives data from the app: OTLP or StatsD. */
    public boolean receivesFromApp() {
        return draft.hasReceiver(OtlpReceiver.NAME) || !draft.udpPorts().isEmpty();
    }

    /** The metrics of the app that are written to the workspace: of its scrape jobs, then of features. */
    public List<AppSource> appSources() {
        Map<String, AppSource> sources = new LinkedHashMap<>();
        inputs.scrapeJobs.forEach(job -> put(job.source(scrapeIntervalSeconds), sources));
        inputs.options.features().forEach(feature -> feature.appSource().ifPresent(source -> put(source, sources)));
        return List.copyOf(sources.values());
    }

    /** A feature that is enabled twice, for the app and for a task, receives the same metrics. */
    private static void put(AppSource source, Map<String, AppSource> sources) {
        sources.merge(
                source.name(),
                source,
                (first, second) -> second.expectedSeries().isPresent() ? second : first);
    }

    /** The port of the collector's health check on 127.0.0.1. */
    public int healthCheckPort() {
        return healthCheckPort;
    }

    /** The scrape interval of the exporter. */
    public int scrapeIntervalSeconds() {
        return scrapeIntervalSeconds;
    }

    /** The TCP ports of the sidecars: the exporter's, the collector's own metrics, its health check, then features. */
    public List<Integer> ports() {
        return draft.ports();
    }

    /** The UDP ports of the sidecars. */
    public List<Integer> udpPorts() {
        return draft.udpPorts();
    }

    /** Collects what a configuration is generated from. */
    public static final class Builder {
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private CollectorOptions options = CollectorOptions.DEFAULTS;
        private int memoryLimitMiB = DEFAULT_MEMORY_LIMIT_MIB;
        private TaskEndpoints endpoints = TaskEndpoints.awsvpc();
        private boolean host;
        private boolean managedInstances;
        private boolean writerRole;

        private Builder() {}

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.scrapeJobs.addAll(scrapeJobs);
            copy.options = options;
            copy.memoryLimitMiB = memoryLimitMiB;
            copy.endpoints = endpoints;
            copy.host = host;
            copy.managedInstances = managedInstances;
            copy.writerRole = writerRole;
            return copy;
        }

        /** The user's options. Default: {@link CollectorOptions#DEFAULTS}. */
        public Builder options(CollectorOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** The app's scrape jobs. Default: none; the exporter and the collector itself are always scraped. */
        public Builder scrapeJobs(List<ScrapeJob> jobs) {
            scrapeJobs.addAll(jobs);
            return this;
        }

        /**
         * The memory limit of the container in MiB; the collector refuses data before it is reached. Default: 256.
         *
         * @throws IllegalArgumentException unless it is 192 to 122880
         */
        public Builder memoryLimitMiB(int memoryLimitMiB) {
            if (memoryLimitMiB < MIN_MEMORY_LIMIT_MIB || memoryLimitMiB > MAX_MEMORY_LIMIT_MIB) {
                throw new IllegalArgumentException("memoryLimitMiB must be " + MIN_MEMORY_LIMIT_MIB + " to "
                        + MAX_MEMORY_LIMIT_MIB + ", got " + memoryLimitMiB);
            }
            this.memoryLimitMiB = memoryLimitMiB;
            return this;
        }

        /** Addresses within the task. Default: {@link TaskEndpoints#awsvpc()}. */
        public Builder endpoints(TaskEndpoints endpoints) {
            this.endpoints = Objects.requireNonNull(endpoints, "endpoints");
            return this;
        }

        /** Labels series with the EC2 instance instead of the task. */
        public Builder forHost() {
            this.host = true;
            return this;
        }

        /** Whether the task or daemon may run on ECS Managed Instances. Default: it does not. */
        public Builder managedInstances(boolean possible) {
            this.managedInstances = possible;
            return this;
        }

        /**
         * Whether the collector assumes the role {@code AMP_WRITER_ROLE_ARN} to write to the workspace. Default: it
         * writes with its own role.
         */
        public Builder writerRole(boolean assumed) {
            this.writerRole = assumed;
            return this;
        }

        private LabelContract contract() {
            return managedInstances
                    ? host ? LabelContract.MANAGED_INSTANCE : LabelContract.MANAGED_INSTANCES_TASK
                    : host ? LabelContract.HOST : LabelContract.TASK;
        }

        /**
         * Generates the configuration.
         *
         * @throws IllegalArgumentException if scrape jobs share a name or an endpoint or use a sidecar's, if features
         *     conflict, or if the text would exceed 32 KiB
         */
        public AdotConfig build() {
            // Sorted: the order of a Map.of differs between runs, and a changed text is a new deployment.
            CollectorSettings settings = new CollectorSettings(
                    endpoints, contract(), new TreeMap<>(options.labels()), memoryLimitMiB, writerRole);
            CollectorDraft draft = new CollectorDraft();
            new CollectorBase().contribute(draft, settings);
            new PageScraping(options.scrapeInterval(), scrapeJobs, options.profile()).contribute(draft, settings);
            options.features().forEach(feature -> feature.contribute(draft, settings));
            AdotConfig config = new AdotConfig(copy(), draft, endpoints.healthCheckPort(), options);
            ScrapeReceiver.check(scrapeJobs, endpoints, config.ports());
            return config;
        }
    }
}
