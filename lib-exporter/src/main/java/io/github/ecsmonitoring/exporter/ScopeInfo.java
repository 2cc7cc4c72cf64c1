package io.github.ecsmonitoring.exporter;

import io.github.ecsmonitoring.exporter.deployment.ScopeDecision;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;

/**
 * The scope of the metrics, host or task. It is not a metric of node_exporter, so it is exposed only under ECS or if a
 * scope was set. {@code launch_type} is that of the ECS task, empty if unknown.
 *
 * <pre>
 * node_exporter_scope_info{launch_type="FARGATE",scope="task"} 1
 * </pre>
 */
record ScopeInfo(ScopeDecision decision) implements Collector {

    @Override
    public void collect(HostReader host, MetricSink out) {
        if (decision.exposed()) {
            out.gauge(
                    "node_exporter_scope_info",
                    "A metric with a constant '1' value labeled by the scope of the metrics and the launch type of the ECS task.",
                    1,
                    "launch_type",
                    decision.launchType(),
                    "scope",
                    decision.scope().toString());
        }
    }
}
