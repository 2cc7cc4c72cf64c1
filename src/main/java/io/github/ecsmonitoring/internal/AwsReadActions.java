package io.github.ecsmonitoring.internal;

import java.util.List;

/**
 * The read-only actions of Grafana's CloudWatch and X-Ray data sources. Those of {@link #ALL} are on the resource
 * {@code *}: metrics, traces, tags, regions and running log queries have no ARNs, and the actions on alarms,
 * Application Signals, log groups and the sinks and links of other accounts list all resources. Contents of log groups
 * are read with {@link #OF_LOG_GROUPS} on the groups' ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html">CloudWatch's
 *     actions</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html">X-Ray's
 *     actions</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html">CloudWatch
 *     Logs' actions</a>
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
            "logs:DescribeLogGroups",
            "logs:GetQueryResults",
            "logs:StopQuery",
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

    /** Queries of Logs Insights, on the ARNs of log groups. */
    public static final List<String> OF_LOG_GROUPS =
            List.of("logs:GetLogEvents", "logs:GetLogGroupFields", "logs:StartQuery");

    private AwsReadActions() {}

    /** Those of {@link #ALL} of one service, such as {@code xray}. */
    public static List<String> of(String service) {
        return ALL.stream().filter(action -> action.startsWith(service + ":")).toList();
    }
}
