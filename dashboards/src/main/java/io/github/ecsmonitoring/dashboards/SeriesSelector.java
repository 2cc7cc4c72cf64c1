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

    private static final Variable ACCOUNT = new Variable("account_id", "Account", PRESENT);
    private static final Variable REGION = new Variable("region", "Region", PRESENT);
    private static final Variable CLUSTER = new Variable("ecs_cluster", "Cluster", PRESENT);
    private static final Variable SERVICE_OR_NONE = new Variable("ecs_service", "Service", PRESENT_OR_ABSENT);

    /** Metrics of the node exporter, on tasks and on EC2 instances. */
    static final SeriesSelector NODE = instances("node", "Task or EC2 instance");
    /** Metrics of the exporter's ecs collector, which belong to the same job. */
    static final SeriesSelector TASK = instances("node", "Task");
    /** Metrics of the collector itself. */
    static final SeriesSelector ADOT = instances("adot", "Task or EC2 instance");
    /** Metrics of all jobs of tasks and EC2 instances, the application's own included. */
    static final SeriesSelector ANY_JOB = instances("", "Task or EC2 instance");
    /** Recorded metrics of services, which have no job. */
    static final SeriesSelector SERVICE = new SeriesSelector("", List.of(ACCOUNT, REGION, CLUSTER, SERVICE_OR_NONE));
    /** The exporters of tasks and EC2 instances, without a choice of one of them. */
    static final SeriesSelector FLEET = new SeriesSelector("node", SERVICE.variables());

    private static SeriesSelector instances(String job, String instance) {
        return new SeriesSelector(
                job, List.of(ACCOUNT, REGION, CLUSTER, SERVICE_OR_NONE, new Variable("instance", instance, PRESENT)));
    }

    /** Empty if series of all jobs are selected. */
    String jobMatcher() {
        return job.isEmpty() ? "" : "job=\"" + job + "\"";
    }

    /** The same selection, and that of a further variable. */
    SeriesSelector with(Variable variable) {
        return new SeriesSelector(
                job, Stream.concat(variables.stream(), Stream.of(variable)).toList());
    }

    /** The selected series of a metric. */
    String series(String metric, String... matchers) {
        return metric + "{" + matchers(matchers) + "}";
    }

    /** The matchers of the selection, and further ones. */
    String matchers(String... more) {
        return Stream.of(Stream.of(jobMatcher()), variables.stream().map(Variable::matcher), Stream.of(more))
                .flatMap(matcher -> matcher)
                .filter(matcher -> !matcher.isEmpty())
                .collect(Collectors.joining(","));
    }

    /** Per-second rate of the selected series of a counter. */
    String rate(String metric, String... matchers) {
        return "rate(" + series(metric, matchers) + "[$__rate_interval])";
    }

    /** Restricts {@code expr} to targets that are up, since a rate outlives its target by the whole range. */
    String alive(String expr) {
        return "(" + expr + ") and on (account_id, region, instance) " + series("up") + " == 1";
    }
}
