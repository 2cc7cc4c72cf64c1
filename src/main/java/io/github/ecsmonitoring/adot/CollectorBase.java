package io.github.ecsmonitoring.adot;

/** What every collector has: a health check, a memory limit, its own metrics, and the labels of task or instance. */
final class CollectorBase extends PipelineFeature {
    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        TaskEndpoints endpoints = settings.endpoints();
        draft.extension("health_check", Yaml.map("endpoint", "127.0.0.1:" + endpoints.healthCheckPort()));
        // In MiB: a percentage would refer to the host's memory if the container's limit cannot be read.
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
        draft.port(endpoints.exporterPort(), "the exporter");
        draft.port(endpoints.telemetryPort(), "the collector's own metrics");
        draft.port(endpoints.healthCheckPort(), "the collector's health check");
    }
}
