package io.github.ecsmonitoring.adot;

import java.util.Map;

/**
 * The exporter {@code prometheus_remote_write}, which writes to Amazon Managed Service for Prometheus.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html">RemoteWrite</a>
 */
final class RemoteWriteExporter {
    /** The longest outage of the workspace without lost samples. */
    private static final String OUTAGE = "300s";
    /** After the last retry, else the log shows "context deadline exceeded" instead of the cause. */
    private static final String DEADLINE = "310s";

    /** The metric names in Prometheus. */
    enum NameTranslation {
        /** For scraped metrics, whose names are Prometheus names already. */
        UNCHANGED("UnderscoreEscapingWithoutSuffixes"),
        /** From OpenTelemetry names: {@code orders.placed} becomes {@code orders_placed_total}. */
        TRANSLATED("UnderscoreEscapingWithSuffixes");

        private final String strategy;

        NameTranslation(String strategy) {
            this.strategy = strategy;
        }
    }

    private RemoteWriteExporter() {}

    static Map<String, Object> of(NameTranslation names, Map<String, Object> externalLabels) {
        return Yaml.map(
                "endpoint",
                "${env:AMP_REMOTE_WRITE_URL}",
                "auth",
                Yaml.map("authenticator", "sigv4auth"),
                // The timeout covers a batch with all its retries, regardless of max_elapsed_time.
                "timeout",
                DEADLINE,
                // The interval does not grow: with the default of 50 ms there would be twenty requests per second.
                "retry_on_failure",
                Yaml.map("enabled", true, "initial_interval", "2s", "max_elapsed_time", OUTAGE),
                "remote_write_queue",
                Yaml.map("enabled", true, "queue_size", 200, "num_consumers", 5),
                "max_batch_request_parallelism",
                1,
                "max_batch_size_bytes",
                1_000_000,
                "translation_strategy",
                names.strategy,
                "resource_to_telemetry_conversion",
                Yaml.map("enabled", true, "exclude_service_attributes", true),
                "target_info",
                Yaml.map("enabled", false),
                // With the scope's version label, each release of the collector would start new series.
                "disable_scope_info",
                true,
                "external_labels",
                externalLabels);
    }
}
