package io.github.ecsmonitoring.adot;

import java.util.List;
import java.util.Map;

/** The collector's own metrics, which the job {@code adot} scrapes. */
final class OwnMetrics {
    private OwnMetrics() {}

    static Map<String, Object> of(int port) {
        Map<String, Object> metrics = Yaml.map("level", "normal");
        // A configured reader replaces the default one on port 8888, whose other settings determine metric names.
        if (port != TaskEndpoints.TELEMETRY_PORT) {
            metrics.put(
                    "readers",
                    List.of(Yaml.map(
                            "pull",
                            Yaml.map(
                                    "exporter",
                                    Yaml.map(
                                            "prometheus",
                                            Yaml.map(
                                                    "host", TaskEndpoints.LOOPBACK,
                                                    "port", port,
                                                    "without_scope_info", true,
                                                    "without_type_suffix", true,
                                                    "without_units", true))))));
        }
        return metrics;
    }
}
