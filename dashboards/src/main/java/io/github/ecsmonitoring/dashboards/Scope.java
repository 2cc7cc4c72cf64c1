package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Variable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One job's series that the reader has selected: the label contract as variables, and the selector of every query.
 *
 * <pre>
 * Scope.NODE.rate("node_cpu_seconds_total", "mode=\"idle\"")
 * rate(node_cpu_seconds_total{job="node",account_id=~"$account_id",…,mode="idle"}[$__rate_interval])
 * </pre>
 */
record Scope(String job, List<Variable> variables) {
    /** A label that every series has: what lacks it is not ours, and All leaves it out. */
    private static final String PRESENT = ".+";
    /** EC2 instances belong to no service: All must not lose them, so an absent label matches as well. */
    private static final String PRESENT_OR_NOT = ".*";

    /** The exporter's metrics by account, region, cluster, service and task or EC2 instance. */
    static final Scope NODE = node("Task or EC2 instance");
    /** What ECS says of tasks, which the same job brings. */
    static final Scope TASK = node("Task");

    private static Scope node(String instance) {
        return new Scope(
                "node",
                List.of(
                        new Variable("account_id", "Account", PRESENT),
                        new Variable("region", "Region", PRESENT),
                        new Variable("ecs_cluster", "Cluster", PRESENT),
                        new Variable("ecs_service", "Service", PRESENT_OR_NOT),
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

    /** Increase a second of the selected series of a counter. */
    String rate(String metric, String... matchers) {
        return "rate(" + series(metric, matchers) + "[$__rate_interval])";
    }

    /**
     * {@code expr}, of targets that answer: a rate lives on for its whole range after its target died, and looks well.
     */
    String alive(String expr) {
        return "(" + expr + ") and on (account_id, region, instance) " + series("up") + " == 1";
    }

    /**
     * {@code expr}, of whole machines: where an exporter shows a task, its virtual machine is larger than the task
     * (Fargate) or shared with others (EC2).
     */
    String machines(String expr) {
        return "(" + expr + ") unless on (account_id, region, instance) "
                + series("node_exporter_scope_info", "scope=\"task\"");
    }
}
