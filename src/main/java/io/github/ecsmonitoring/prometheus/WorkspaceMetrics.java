package io.github.ecsmonitoring.prometheus;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * CloudWatch metrics that AMP publishes about a workspace, over five minutes.
 *
 * @param workspaceId may be a token
 * @param otherRegion the workspace's region if it is another one than the stack's, else null
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-CW-usage-metrics.html">metrics of AMP</a>
 */
record WorkspaceMetrics(String workspaceId, String otherRegion) {
    private static final String NAMESPACE = "AWS/Prometheus";
    private static final Duration PERIOD = Duration.minutes(5);
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,255}");

    /** A usage metric, which has one series a workspace. */
    Metric usage(String resource) {
        return metric(
                "AWS/Usage",
                "ResourceCount",
                Map.of(
                        "Type", "Resource",
                        "Service", "Prometheus",
                        "Class", "None",
                        "Resource", checked(resource),
                        "ResourceId", workspaceId));
    }

    /** One series of a metric. */
    Metric series(String name, Map<String, String> dimensions) {
        Map<String, String> all = new TreeMap<>(dimensions);
        all.put("Workspace", workspaceId);
        return metric(NAMESPACE, checked(name), all);
    }

    private Metric metric(String namespace, String name, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(new TreeMap<>(dimensions))
                .region(otherRegion)
                .statistic("Average")
                .period(PERIOD)
                .build();
    }

    /** The sum of all series: a query, since a metric needs the values of all its dimensions, such as reasons. */
    IMetric sum(String name) {
        return MathExpression.Builder.create()
                .expression("SELECT SUM(" + checked(name) + ") FROM \"" + NAMESPACE + "\" WHERE Workspace = '"
                        + workspaceId + "'")
                .searchRegion(otherRegion)
                .period(PERIOD)
                .label(name)
                .build();
    }

    private static String checked(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "metric name")).matches()) {
            throw new IllegalArgumentException(
                    "name of a workspace's metric must match " + NAME + ", got \"" + name + "\"");
        }
        return name;
    }
}
