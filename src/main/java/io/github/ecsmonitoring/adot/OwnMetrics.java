package io.github.ecsmonitoring.adot;

import java.util.List;
import java.util.Map;

/** The collector's metrics of itself, which the job {@code adot} reads. */
final class OwnMetrics {
    private OwnMetrics() {}

    static Map<String, Object> of(int port) {
        Map<String, Object> metrics = Yaml.map("level", "normal");
        // On 8888 by default. A reader that is given replaces the default one, whose other settings decide the metrics'
        // names.
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
