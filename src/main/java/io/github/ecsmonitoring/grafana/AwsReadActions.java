package io.github.ecsmonitoring.grafana;

import java.util.List;

/**
 * What Grafana's CloudWatch and X-Ray data sources read, all on the resource {@code *}: metrics, traces, tags and
 * regions have no ARN that a policy could name, and the actions on alarms, Application Signals and the sinks and links
 * of other accounts list all that there are. Nothing here changes anything. Logs are not included, since log groups do
 * have ARNs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html">CloudWatch's
 *     actions</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html">X-Ray's
 *     actions</a>
 * @see <a href="https://github.com/grafana/x-ray-datasource/blob/main/docs/sources/configure.md">what the X-Ray data
 *     source asks for</a>
 */
final class AwsReadActions {
    static final List<String> ALL = List.of(
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
