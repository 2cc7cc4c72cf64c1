package io.github.ecsmonitoring.adot;

import java.util.Map;

/**
 * The exporter {@code prometheus_remote_write}: series to Amazon Managed Service for Prometheus.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html">RemoteWrite</a>
 */
final class RemoteWriteExporter {
    /** How long an outage of the workspace may last before samples are lost. */
    private static final String OUTAGE = "300s";
    /** Later than the end of the retries, else the log says "context deadline exceeded" in place of what failed. */
    private static final String DEADLINE = "310s";

    /** How metrics are named in Prometheus. */
    enum Names {
        /** As they came: scraped names are Prometheus names already. */
        UNCHANGED("UnderscoreEscapingWithoutSuffixes"),
        /** By Prometheus' rules for OpenTelemetry: {@code orders.placed} is {@code orders_placed_total}. */
        TRANSLATED("UnderscoreEscapingWithSuffixes");

        private final String strategy;

        Names(String strategy) {
            this.strategy = strategy;
        }
    }

    private RemoteWriteExporter() {}

    static Map<String, Object> of(Names names, Map<String, Object> externalLabels) {
        return Yaml.map(
                "endpoint",
                "${env:AMP_REMOTE_WRITE_URL}",
                "auth",
                Yaml.map("authenticator", "sigv4auth"),
                // The timeout is that of a batch with all its retries, whatever max_elapsed_time says.
                "timeout",
                DEADLINE,
                // The wait between attempts does not grow: the default of 50 ms would mean twenty requests a second.
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
                // The scope's version label would give every series a new identity with each release of the collector.
                "disable_scope_info",
                true,
                "external_labels",
                externalLabels);
    }
}
