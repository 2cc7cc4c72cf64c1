package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.Permission;
import io.github.ecsmonitoring.internal.SecretRead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * The configuration of the ADOT collector as a sidecar: scrapes the task's pages, gives each series the labels of its
 * task, or of the EC2 instance after {@link Builder#forHost()}, and writes it to a Prometheus workspace.
 *
 * <p>It is plain text without tokens. What is known at deployment only is read from the container's environment by the
 * collector: {@code AMP_REMOTE_WRITE_URL}, {@code AMP_REGION} and {@code ECS_SERVICE_NAME}. Result (excerpt):
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
    /**
     * Below this the kernel keeps throwing out and reading back pages of the collector's binary: it starts late or
     * never.
     */
    public static final int MIN_MEMORY_LIMIT_MIB = 192;
    /** The container's memory limit where nothing is said. */
    public static final int DEFAULT_MEMORY_LIMIT_MIB = 256;
    /** The largest Fargate task. */
    private static final int MAX_MEMORY_LIMIT_MIB = 122_880;

    private final CollectorDraft draft = new CollectorDraft();
    private final int healthCheckPort;
    private final int scrapeIntervalSeconds;
    private final String text;

    private AdotConfig(Builder builder) {
        // Sorted: a Map.of has another order in each run, and a new text is a new deployment.
        CollectorSettings settings = new CollectorSettings(
                builder.endpoints, builder.contract, new TreeMap<>(builder.labels), builder.memoryLimitMiB);
        healthCheckPort = builder.endpoints.healthCheckPort();
        scrapeIntervalSeconds = builder.scrapeInterval.seconds();
        addCommon(settings);
        new PageScraping(builder.scrapeInterval, builder.scrapeJobs, builder.profile).contribute(draft, settings);
        builder.features.forEach(feature -> feature.contribute(draft, settings));
        text = ConfigText.of(merged(draft.document(), builder.overrides));
    }

    private static Map<String, Object> merged(Map<String, Object> document, List<Map<String, Object>> overrides) {
        Map<String, Object> merged = document;
        for (Map<String, Object> override : overrides) {
            merged = ConfigOverride.apply(merged, override);
        }
        return merged;
    }

    private void addCommon(CollectorSettings settings) {
        TaskEndpoints endpoints = settings.endpoints();
        draft.extension("health_check", Yaml.map("endpoint", "127.0.0.1:" + endpoints.healthCheckPort()));
        // In MiB: a percentage is taken of the host's memory where the container's limit cannot be read.
        draft.processor(
                "memory_limiter",
                Yaml.map(
                        "check_interval",
                        "1s",
                        "limit_mib",
                        settings.memoryLimitMiB() * 25 / 32,
                        "spike_limit_mib",
                        settings.memoryLimitMiB() * 5 / 32));
        draft.ownMetrics(OwnMetrics.of(endpoints.telemetryPort()));
        draft.processor("resource_detection", settings.contract().detection());
        draft.port(endpoints.exporterPort());
        draft.port(endpoints.telemetryPort());
        draft.port(endpoints.healthCheckPort());
    }

    /** The text for {@code AOT_CONFIG_CONTENT}: about 5 KB, 32 KiB at most. */
    public String toYaml() {
        return text;
    }

    /**
     * What the collector's container must have in its environment for this text, beside where the workspace is; sorted.
     */
    public Map<String, String> environment() {
        return draft.environment();
    }

    /** What ECS must put into the environment of the collector's container; sorted. */
    public Map<String, Secret> secrets() {
        return draft.secrets();
    }

    /** What the task's role must be allowed, beside remote write. */
    public List<Permission> permissions() {
        return draft.permissions();
    }

    /**
     * What the task's execution role must be allowed so that ECS can fill {@link #secrets()}; the CDK grants it where
     * it can.
     */
    public List<Permission> secretPermissions() {
        return draft.secrets().entrySet().stream()
                .map(secret -> SecretRead.of("secret of variable " + secret.getKey(), secret.getValue()))
                .toList();
    }

    /** Whether the app sends to the collector. */
    public boolean takesOtlp() {
        return draft.hasReceiver(OtlpReceiver.NAME);
    }

    /** The port on 127.0.0.1 at which the collector says whether it works. */
    public int healthCheckPort() {
        return healthCheckPort;
    }

    /** The time between two scrapes of the exporter's page. */
    public int scrapeIntervalSeconds() {
        return scrapeIntervalSeconds;
    }

    /**
     * Ports on which the sidecars listen: the exporter's page, the collector's own, its health check, and those of
     * features.
     */
    public List<Integer> ports() {
        return draft.ports();
    }

    /** Collects the options of an {@link AdotConfig}. */
    public static final class Builder {
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<PipelineFeature> features = new ArrayList<>();
        private final List<Map<String, Object>> overrides = new ArrayList<>();
        private MetricProfile profile = MetricProfile.ESSENTIAL;
        private ScrapeInterval scrapeInterval = new ScrapeInterval(30);
        private int memoryLimitMiB = DEFAULT_MEMORY_LIMIT_MIB;
        private TaskEndpoints endpoints = TaskEndpoints.awsvpc();
        private LabelContract contract = LabelContract.TASK;

        private Builder() {}

        /** A builder with all defaults. */
        public static Builder create() {
            return new Builder();
        }

        /**
         * The time between two scrapes of jobs that say nothing else. Default: 30 seconds.
         *
         * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
         */
        public Builder scrapeInterval(Duration interval) {
            scrapeInterval = ScrapeInterval.of(interval);
            return this;
        }

        /** Further pages to scrape. Default: the node exporter's and the collector's own. */
        public Builder scrapeJobs(List<ScrapeJob> jobs) {
            scrapeJobs.addAll(jobs);
            return this;
        }

        /**
         * Labels that each series gets beside those of the task, such as {@code team}; may be called repeatedly.
         * Default: none.
         *
         * @throws IllegalArgumentException if one is no label, has no value that is known at synth, or is set by the
         *     library
         */
        public Builder labels(Map<String, String> labels) {
            LabelContract.check(labels);
            this.labels.putAll(labels);
            return this;
        }

        /**
         * The container's memory limit in MiB; the collector refuses data before it gets there. Default: 256.
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

        /** Where the parts of the task find each other. Default: {@link TaskEndpoints#awsvpc()}. */
        public Builder endpoints(TaskEndpoints endpoints) {
            this.endpoints = Objects.requireNonNull(endpoints, "endpoints");
            return this;
        }

        /** Gives each series the labels of the EC2 instance instead of the task's. */
        public Builder forHost() {
            this.contract = LabelContract.HOST;
            return this;
        }

        /**
         * Which metrics of the exporter and of the collector itself are kept. Default: {@link MetricProfile#ESSENTIAL}.
         */
        public Builder profile(MetricProfile profile) {
            this.profile = Objects.requireNonNull(profile, "profile");
            return this;
        }

        /**
         * Changes to the finished configuration, for what is not modelled: maps are merged key by key, all else is
         * replaced, and null takes a key away. Merged as they are, in the collector's own syntax ({@code $$} is a
         * dollar). Default: none.
         *
         * @throws IllegalArgumentException if it holds a token, or what YAML cannot say
         */
        public Builder configOverride(Map<String, Object> override) {
            ConfigOverride.check(override);
            overrides.add(ConfigOverride.copy(override));
            return this;
        }

        /** What {@link #configOverride} was told: copies, in the order of the calls. */
        public List<Map<String, Object>> overrides() {
            return List.copyOf(overrides);
        }

        /**
         * Further ways of data through the collector; may be called repeatedly. Default: pages to the workspace only.
         */
        public Builder features(List<PipelineFeature> features) {
            features.forEach(feature -> this.features.add(Objects.requireNonNull(feature, "feature")));
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if a scrape job's name, page or port is taken, two features contradict each
         *     other, or the text would be over 32 KiB
         */
        public AdotConfig build() {
            AdotConfig config = new AdotConfig(this);
            ScrapeReceiver.check(scrapeJobs, endpoints, config.ports());
            return config;
        }
    }
}
