package io.github.ecsmonitoring.prometheus;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * A CloudWatch alarm on a metric of a workspace.
 *
 * @param id of the construct
 * @param title the end of the alarm's name
 * @param condition when it fires
 * @param description what it means and what to do, for the person who is notified
 */
record WorkspaceAlarm(String id, String title, Condition condition, String description) {

    /**
     * When an alarm fires. AMP publishes no zeros, so missing data is a zero.
     *
     * @param datapoints the number of five-minute periods, of the last three, that must breach the threshold
     */
    private record Condition(
            IMetric metric, ComparisonOperator operator, double threshold, int datapoints, TreatMissingData missing) {}

    /** All alarms. */
    static List<WorkspaceAlarm> of(IPrometheusWorkspace workspace, double ingestionQuota, double seriesQuota) {
        return List.of(
                new WorkspaceAlarm(
                        "NoSamples",
                        "no samples arrive",
                        none(workspace.metricIngestionRate()),
                        "No sample has been ingested for 15 minutes, so dashboards show no data and alerts do not fire. Check "
                                + "that monitored tasks run, and look for \"Exporting failed\" in the collectors' logs. A new "
                                + "workspace is in this state until its first task is monitored."),
                new WorkspaceAlarm(
                        "IngestionNearQuota",
                        "ingestion is near its quota",
                        above(workspace.metricIngestionRate(), nearly(ingestionQuota)),
                        "More than 80 % of the quota of samples per second are ingested; above it AMP rejects requests. Request a "
                                + "higher quota \"Ingestion rate per workspace\" in Service Quotas, or send less: a longer scrape "
                                + "interval, a smaller metric profile."),
                new WorkspaceAlarm(
                        "SeriesNearQuota",
                        "active series are near their quota",
                        above(workspace.metricActiveSeries(), nearly(seriesQuota)),
                        "More than 80 % of the quota of active series are in use; above it AMP discards the samples of new series. "
                                + "Request a higher quota \"Active series per workspace\" in Service Quotas, or find labels with "
                                + "many values: topk(10, count by (__name__, job) ({__name__=~\".+\"}))."),
                new WorkspaceAlarm(
                        "DiscardedSamples",
                        "samples are discarded",
                        any(workspace.metricDiscardedSamples()),
                        "AMP discards samples. The metric DiscardedSamples in the namespace AWS/Prometheus has the reason as a "
                                + "dimension: rate_limited and per_user_series_limit are quotas, per_labelset_series_limit is a "
                                + "series limit of this workspace, new-value-for-timestamp is two writers of one series."),
                new WorkspaceAlarm(
                        "RuleFailures",
                        "rules fail",
                        any(workspace.metricRuleEvaluationFailures()),
                        "Evaluations of rules fail, so their alerts cannot fire. The metric RuleEvaluationFailures in the namespace "
                                + "AWS/Prometheus has the rule group as a dimension; the workspace's log group contains the error."),
                new WorkspaceAlarm(
                        "RulesLate",
                        "rule evaluations are skipped",
                        any(workspace.metricRuleGroupIterationsMissed()),
                        "Rule groups take longer than their interval, so evaluations are skipped and alerts are late. The metric "
                                + "RuleGroupIterationsMissed in the namespace AWS/Prometheus has the rule group as a dimension: "
                                + "split it, or make its interval longer."),
                new WorkspaceAlarm(
                        "NotificationsFailed",
                        "notifications fail",
                        any(workspace.metricNotificationsFailed()),
                        "The alert manager cannot deliver notifications: alerts fire without a notification. Check the "
                                + "workspace's log group. Possible causes are a topic that does not exist or whose "
                                + "policy or key does not allow aps.amazonaws.com, or a template that fails."),
                new WorkspaceAlarm(
                        "IntegrationNotificationsFailed",
                        "notifications to an integration fail",
                        any(workspace.metricIntegrationNotificationsFailed()),
                        "The alert manager cannot deliver notifications to an integration such as PagerDuty: alerts fire without an "
                                + "incident. Check the integration key and the workspace's log group."),
                new WorkspaceAlarm(
                        "NotificationsThrottled",
                        "notifications are throttled",
                        any(workspace.metricNotificationsThrottled()),
                        "The alert manager sends more notifications than AMP allows, so some are late or lost. Group alerts by fewer "
                                + "labels, or make group_interval and repeat_interval longer."),
                new WorkspaceAlarm(
                        "SecretFetchFailures",
                        "secrets of receivers cannot be read",
                        any(workspace.metricSecretFetchFailures()),
                        "The alert manager cannot read the secret of a receiver, such as a PagerDuty key. Check that the secret "
                                + "exists, and that its resource policy and the policy of its customer managed key allow "
                                + "aps.amazonaws.com for this workspace."));
    }

    private static double nearly(double quota) {
        return Math.floor(quota * 0.8);
    }

    private static Condition none(IMetric metric) {
        return new Condition(
                metric, ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD, 0, 3, TreatMissingData.BREACHING);
    }

    private static Condition above(IMetric metric, double threshold) {
        return new Condition(
                metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, 3, TreatMissingData.NOT_BREACHING);
    }

    /** Twice in fifteen minutes: a single failure, such as during an update of the rules, is no reason to act. */
    private static Condition any(IMetric metric) {
        return new Condition(metric, ComparisonOperator.GREATER_THAN_THRESHOLD, 0, 2, TreatMissingData.NOT_BREACHING);
    }

    Alarm addTo(Construct scope, String namePrefix) {
        return Alarm.Builder.create(scope, id)
                .alarmName(namePrefix + ": " + title)
                .alarmDescription(description)
                .metric(condition.metric)
                .comparisonOperator(condition.operator)
                .threshold(condition.threshold)
                .evaluationPeriods(3)
                .datapointsToAlarm(condition.datapoints)
                .treatMissingData(condition.missing)
                .build();
    }
}
