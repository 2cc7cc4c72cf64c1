package io.github.ecsmonitoring.internal;

import java.util.List;

/**
 * The read-only actions of Grafana's CloudWatch and X-Ray data sources, all on the resource {@code *}: metrics, traces,
 * tags and regions have no ARNs, and the actions on alarms, Application Signals and the sinks and links of other
 * accounts list all resources. Logs are excluded, since log groups have ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html">CloudWatch's
 *     actions</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html">X-Ray's
 *     actions</a>
 * @see <a href="https://github.com/grafana/x-ray-datasource/blob/main/docs/sources/configure.md">the actions of the
 *     X-Ray data source</a>
 */
public final class AwsReadActions {
    /** On the resource {@code *}. */
    public static final List<String> ALL = List.of(
            "application-signals:ListServiceDependencies",
            "application-signals:ListServiceLevelObjectives",
            "application-signals:ListServiceOperations",
            "application-signals:ListServices",
            "cloudwatch:DescribeAlarmHistory",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:DescribeAlarmsForMetric",
            "cloudwatch:GetMetricData",
            "cloudwatch:ListMetrics",
            "ec2:DescribeRegions",
            "oam:ListAttachedLinks",
            "oam:ListSinks",
            "tag:GetResources",
            "xray:BatchGetTraces",
            "xray:GetGroups",
            "xray:GetInsight",
            "xray:GetInsightSummaries",
            "xray:GetServiceGraph",
            "xray:GetTimeSeriesServiceStatistics",
            "xray:GetTraceGraph",
            "xray:GetTraceSummaries");

    private AwsReadActions() {}
}
