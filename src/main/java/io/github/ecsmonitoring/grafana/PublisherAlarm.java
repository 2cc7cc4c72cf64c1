package io.github.ecsmonitoring.grafana;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * An alarm when content is not published or roles are not assigned, since the deployment succeeds nevertheless: it
 * counts the lines of the function's log that report a failure, and invocations that end without an answer.
 *
 * @param filter counts the lines
 */
record PublisherAlarm(Alarm alarm, CfnMetricFilter filter) {
    private static final String NAMESPACE = "EcsMonitoring";
    /** A regular expression: the function begins a line about a failure with ERROR and a blank. */
    private static final String PATTERN = "%^ERROR\\s%";

    private static final Duration PERIOD = Duration.minutes(5);

    static PublisherAlarm create(Construct scope, LogGroup logs, String functionName, String workspace) {
        String metric = "GrafanaFailures-" + Names.nodeUniqueId(scope.getNode());
        CfnMetricFilter filter = CfnMetricFilter.Builder.create(scope, "Failures")
                .logGroupName(logs.getLogGroupName())
                .filterPattern(PATTERN)
                .metricTransformations(List.of(CfnMetricFilter.MetricTransformationProperty.builder()
                        .metricNamespace(NAMESPACE)
                        .metricName(metric)
                        .metricValue("1")
                        .build()))
                .build();
        Alarm alarm = Alarm.Builder.create(scope, "Alarm")
                .alarmDescription("Content or roles of Grafana workspace " + workspace
                        + " are not complete: search \"ERROR\" in log group " + logs.getLogGroupName())
                .metric(MathExpression.Builder.create()
                        .expression("FILL(lines, 0) + FILL(errors, 0)")
                        .usingMetrics(new TreeMap<>(Map.of(
                                "lines", sum(NAMESPACE, metric, Map.of()),
                                "errors", sum("AWS/Lambda", "Errors", Map.of("FunctionName", functionName)))))
                        .label("failures")
                        .period(PERIOD)
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        return new PublisherAlarm(alarm, filter);
    }

    private static Metric sum(String namespace, String name, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic("Sum")
                .period(PERIOD)
                .build();
    }
}
