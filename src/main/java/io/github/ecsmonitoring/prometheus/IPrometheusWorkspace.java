package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;

/** A workspace of Amazon Managed Service for Prometheus, created in this app or imported. */
public interface IPrometheusWorkspace extends IResource {
    /** For example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}. */
    String getWorkspaceArn();

    /** For example {@code ws-0a1b2c3d}. */
    String getWorkspaceId();

    /** The region of the workspace, for which requests are signed. */
    String getWorkspaceRegion();

    /**
     * The remote write endpoint: {@code https://aps-workspaces.REGION.amazonaws.com/workspaces/ID/api/v1/remote_write}.
     */
    String getRemoteWriteUrl();

    /** The URL for a Grafana data source: {@code https://aps-workspaces.REGION.amazonaws.com/workspaces/ID}. */
    String getQueryUrl();

    /**
     * The role in the workspace's account that writers assume; empty if they write with their own role.
     *
     * @see WorkspaceAttributes#writerRoleArn
     */
    Optional<String> getWriterRoleArn();

    /** The permissions that {@link #grantRemoteWrite} grants. */
    List<IamPermission> getRemoteWritePermissions();

    /**
     * Grants {@code aps:RemoteWrite} on this workspace only, or {@code sts:AssumeRole} on its
     * {@linkplain #getWriterRoleArn writer role}.
     *
     * <p>A workspace of another account must also allow it: there with {@link PrometheusWorkspace.Builder#writers} or a
     * {@link WorkspaceWriterRole}.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantRemoteWrite(IGrantable grantee);

    /**
     * Grants {@code aps:QueryMetrics}, {@code GetLabels}, {@code GetSeries} and {@code GetMetricMetadata} on this
     * workspace.
     *
     * <p>A workspace of another account must also allow it, with {@link PrometheusWorkspace.Builder#readers}.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantQuery(IGrantable grantee);

    /**
     * Grants reading rules, alerts, silences and the status of the alert manager: {@code aps:ListRules},
     * {@code ListAlerts}, {@code ListAlertManagerAlerts}, {@code ListAlertManagerAlertGroups},
     * {@code ListAlertManagerReceivers}, {@code ListAlertManagerSilences}, {@code GetAlertManagerSilence} and
     * {@code GetAlertManagerStatus}.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantAlertRead(IGrantable grantee);

    /**
     * Grants what {@link #grantAlertRead} does, and creating, changing and expiring silences:
     * {@code aps:PutAlertManagerSilences} and {@code DeleteAlertManagerSilence}. Grafana needs it to show alerts and to
     * silence them.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantAlertManager(IGrantable grantee);

    /**
     * Grants editing the workspace's rules: {@code aps:CreateRuleGroupsNamespace} and {@code ListRuleGroupsNamespaces}
     * on the workspace, {@code PutRuleGroupsNamespace}, {@code DeleteRuleGroupsNamespace} and
     * {@code DescribeRuleGroupsNamespace} on its rule groups namespaces.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantRuleEdit(IGrantable grantee);

    /**
     * One series of a CloudWatch metric in the namespace {@code AWS/Prometheus}, an average over five minutes; change
     * it with {@link Metric#with}.
     *
     * @param name for example {@code RuleGroupLastEvaluationDuration}
     * @param dimensions in addition to the workspace, for example {@code Map.of("RuleGroup", "NAMESPACE;GROUP")}
     * @throws IllegalArgumentException if the name is not one of CloudWatch's
     */
    Metric metric(String name, Map<String, String> dimensions);

    /**
     * The sum of all series that a CloudWatch metric in the namespace {@code AWS/Prometheus} has for this workspace,
     * over five minutes: a query of Metrics Insights, which also alarms can use.
     *
     * @throws IllegalArgumentException if the name is not one of CloudWatch's
     */
    IMetric metricSum(String name);

    /** Samples ingested per second, an average. */
    Metric metricIngestionRate();

    /** Series with recent samples, an average. */
    Metric metricActiveSeries();

    /** Samples that AMP discarded, for any reason: a quota, a limit, an invalid label, their age. */
    IMetric metricDiscardedSamples();

    /** Evaluations of rules in all groups. */
    IMetric metricRuleEvaluations();

    /** Failed evaluations of rules in all groups. */
    IMetric metricRuleEvaluationFailures();

    /** Evaluations of rule groups that were skipped since the one before took too long. */
    IMetric metricRuleGroupIterationsMissed();

    /** Notifications that the alert manager could not deliver. */
    IMetric metricNotificationsFailed();

    /** Notifications of the alert manager that were throttled. */
    IMetric metricNotificationsThrottled();

    /** Notifications that the alert manager could not deliver to an integration, such as PagerDuty. */
    IMetric metricIntegrationNotificationsFailed();

    /** Secrets of receivers, such as PagerDuty keys, that the alert manager could not read. */
    IMetric metricSecretFetchFailures();
}
