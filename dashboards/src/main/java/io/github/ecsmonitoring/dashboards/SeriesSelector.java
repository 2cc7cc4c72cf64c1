package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Variable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects the series of one job that match the dashboard's variables, which are the labels of the label contract.
 *
 * <pre>
 * SeriesSelector.NODE.rate("node_cpu_seconds_total", "mode=\"idle\"")
 * rate(node_cpu_seconds_total{job="node",account_id=~"$account_id",…,mode="idle"}[$__rate_interval])
 * </pre>
 */
record SeriesSelector(String job, List<Variable> variables) {
    /** All excludes series without the label, which other software has written. */
    private static final String PRESENT = ".+";
    /** All includes series without the label: EC2 instances belong to no service. */
    private static final String PRESENT_OR_ABSENT = ".*";

    /** Metrics of the node exporter, on tasks and on EC2 instances. */
    static final SeriesSelector NODE = node("Task or EC2 instance");
    /** Metrics of the exporter's ecs collector, which belong to the same job. */
    static final SeriesSelector TASK = node("Task");

    private static SeriesSelector node(String instance) {
        return new SeriesSelector(
                "node",
                List.of(
                        new Variable("account_id", "Account", PRESENT),
                        new Variable("region", "Region", PRESENT),
                        new Variable("ecs_cluster", "Cluster", PRESENT),
                        new Variable("ecs_service", "Service", PRESENT_OR_ABSENT),
                        new Variable("instance", instance, PRESENT)));
    }

    String jobMatcher() {
        return "job=\"" + job + "\"";
    }

    /** The selected series of a metric. */
    String series(String metric, String... matchers) {
        return Stream.of(Stream.of(jobMatcher()), variables.stream().map(Variable::matcher), Stream.of(matchers))
                .flatMap(matcher -> matcher)
                .collect(Collectors.joining(",", metric + "{", "}"));
    }

    /** Per-second rate of the selected series of a counter. */
    String rate(String metric, String... matchers) {
        return "rate(" + series(metric, matchers) + "[$__rate_interval])";
    }

    /** Restricts {@code expr} to targets that are up, since a rate outlives its target by the whole range. */
    String alive(String expr) {
        return "(" + expr + ") and on (account_id, region, instance) " + series("up") + " == 1";
    }

    /**
     * Restricts {@code expr} to EC2 instances: the virtual machine of a task is larger than the task (Fargate) or
     * shared with other tasks (EC2).
     */
    String machines(String expr) {
        return "(" + expr + ") unless on (account_id, region, instance) "
                + series("node_exporter_scope_info", "scope=\"task\"");
    }
}
