package io.github.ecsmonitoring.alerting;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * A metric that is 0 in each minute without data. Without this, an alarm on missing data looks further back than its
 * evaluation periods, over a range that CloudWatch does not document, and takes that much longer.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">alarms and
 *     missing data</a>
 */
final class FilledMetric {
    private static final Duration MINUTE = Duration.minutes(1);

    private FilledMetric() {}

    static MathExpression of(String namespace, String name, Map<String, String> dimensions, String statistic) {
        return MathExpression.Builder.create()
                .expression("FILL(reported, 0)")
                .usingMetrics(Map.of(
                        "reported",
                        Metric.Builder.create()
                                .namespace(namespace)
                                .metricName(name)
                                .dimensionsMap(dimensions)
                                .statistic(statistic)
                                .period(MINUTE)
                                .build()))
                .period(MINUTE)
                .build();
    }
}
