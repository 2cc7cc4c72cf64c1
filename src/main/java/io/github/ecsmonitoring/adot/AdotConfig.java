package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;

/**
 * The configuration of the ADOT collector as a sidecar: scrapes the task's pages, gives each series the labels of its task and writes
 * it to a Prometheus workspace.
 *
 * <p>It is plain text without tokens. What is known at deployment only is read from the container's environment by the collector:
 * {@code AMP_REMOTE_WRITE_URL}, {@code AMP_REGION} and {@code ECS_SERVICE_NAME}. Result (excerpt):
 * <pre>
 * exporters:
 *   prometheus_remote_write/scrape:
 *     endpoint: "${env:AMP_REMOTE_WRITE_URL}"
 *     timeout: 300s
 * </pre>
 *
 * @see <a href="https://opentelemetry.io/docs/collector/configuration/">the collector's configuration</a>
 */
public final class AdotConfig {
    /** Ports of the task on which the sidecars listen: the exporter's page, the collector's own and its health check. */
    public static final List<Integer> RESERVED_PORTS = ScrapeReceiver.PORTS;
    /** Below this the kernel keeps throwing out and reading back pages of the collector's binary: it starts late or never. */
    public static final int MIN_MEMORY_LIMIT_MIB = 192;
    /** The largest Fargate task. */
    private static final int MAX_MEMORY_LIMIT_MIB = 122_880;

    private final ScrapeInterval scrapeInterval;
    private final List<ScrapeJob> scrapeJobs;
    private final Map<String, String> labels;
    private final int memoryLimitMiB;

    private AdotConfig(Builder builder) {
        scrapeInterval = builder.scrapeInterval;
        scrapeJobs = List.copyOf(builder.scrapeJobs);
        // Sorted: a Map.of has another order in each run, and a new text is a new deployment.
        labels = new TreeMap<>(builder.labels);
        memoryLimitMiB = builder.memoryLimitMiB;
    }

    /** The text for {@code AOT_CONFIG_CONTENT}: about 4 KB. */
    public String toYaml() {
        return Yaml.write(Yaml.map(
            "extensions", extensions(),
            "receivers", Yaml.map("prometheus", ScrapeReceiver.of(scrapeInterval, scrapeJobs)),
            "processors", processors(),
            "exporters", Yaml.map("prometheus_remote_write/scrape", RemoteWriteExporter.of(LabelContract.externalLabels(labels))),
            "service", service()));
    }

    private static Map<String, Object> extensions() {
        return Yaml.map(
            "health_check", Yaml.map("endpoint", "127.0.0.1:13133"),
            "sigv4auth", Yaml.map("region", "${env:AMP_REGION}", "service", "aps"));
    }

    private Map<String, Object> processors() {
        return Yaml.map(
            // In MiB: a percentage is taken of the host's memory where the container's limit cannot be read.
            "memory_limiter", Yaml.map("check_interval", "1s",
                "limit_mib", memoryLimitMiB * 25 / 32, "spike_limit_mib", memoryLimitMiB * 5 / 32),
            "resource_detection", Yaml.map("detectors", List.of("env", "ecs"), "timeout", "10s", "override", true),
            "resource/labels", LabelContract.processor(),
            "batch/metrics", Yaml.map("timeout", "10s", "send_batch_size", 2000, "send_batch_max_size", 4000));
    }

    private static Map<String, Object> service() {
        return Yaml.map(
            "extensions", List.of("health_check", "sigv4auth"),
            // The collector's own metrics are on 127.0.0.1:8888 by default; the job adot reads them.
            "telemetry", Yaml.map(
                "logs", Yaml.map("level", "warn", "encoding", "json"),
                "metrics", Yaml.map("level", "normal")),
            "pipelines", Yaml.map("metrics/scrape", Yaml.map(
                "receivers", List.of("prometheus"),
                "processors", List.of("memory_limiter", "resource_detection", "resource/labels", "batch/metrics"),
                "exporters", List.of("prometheus_remote_write/scrape"))));
    }

    /** Collects the options of an {@link AdotConfig}. */
    public static final class Builder {
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private ScrapeInterval scrapeInterval = new ScrapeInterval(30);
        private int memoryLimitMiB = 256;

        private Builder() {
        }

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
         * Labels that each series gets beside those of the task, such as {@code team}; may be called repeatedly. Default: none.
         *
         * @throws IllegalArgumentException if one is no label, has no value that is known at synth, or is set by the library
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
                throw new IllegalArgumentException("memoryLimitMiB must be " + MIN_MEMORY_LIMIT_MIB + " to " + MAX_MEMORY_LIMIT_MIB
                    + ", got " + memoryLimitMiB);
            }
            this.memoryLimitMiB = memoryLimitMiB;
            return this;
        }

        /** @throws IllegalArgumentException if a scrape job's name or port is taken */
        public AdotConfig build() {
            ScrapeReceiver.check(scrapeJobs);
            return new AdotConfig(this);
        }
    }
}
