package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.Construct;

/** URLs, grants and metrics of created and imported workspaces, which follow from ARN, id and region. */
abstract class WorkspaceBase extends Resource implements IPrometheusWorkspace {
    WorkspaceBase(Construct scope, String id) {
        super(scope, id);
    }

    /** The permissions of the workspace's users. */
    abstract WorkspacePermissions permissions();

    @Override
    public String getRemoteWriteUrl() {
        return getQueryUrl() + "/api/v1/remote_write";
    }

    // From its parts: the attribute PrometheusEndpoint is documented with and without /api/v1/.
    @Override
    public String getQueryUrl() {
        return "https://aps-workspaces." + getWorkspaceRegion() + "."
                + getStack().getUrlSuffix() + "/workspaces/" + getWorkspaceId();
    }

    @Override
    public List<IamPermission> getRemoteWritePermissions() {
        return permissions().remoteWrite();
    }

    @Override
    public Grant grantRemoteWrite(IGrantable grantee) {
        return IamPermission.addAll(getRemoteWritePermissions(), grantee);
    }

    @Override
    public Grant grantQuery(IGrantable grantee) {
        return IamPermission.addAll(permissions().query(), grantee);
    }

    @Override
    public Grant grantAlertRead(IGrantable grantee) {
        return IamPermission.addAll(permissions().alertRead(), grantee);
    }

    @Override
    public Grant grantAlertManager(IGrantable grantee) {
        return IamPermission.addAll(permissions().alertManager(), grantee);
    }

    @Override
    public Grant grantRuleEdit(IGrantable grantee) {
        return IamPermission.addAll(permissions().ruleEdit(), grantee);
    }

    @Override
    public Metric metric(String name, Map<String, String> dimensions) {
        return metrics().series(name, dimensions);
    }

    @Override
    public IMetric metricSum(String name) {
        return metrics().sum(name);
    }

    @Override
    public Metric metricIngestionRate() {
        return metrics().usage("IngestionRate");
    }

    @Override
    public Metric metricActiveSeries() {
        return metrics().usage("ActiveSeries");
    }

    @Override
    public IMetric metricDiscardedSamples() {
        return metrics().sum("DiscardedSamples");
    }

    @Override
    public IMetric metricRuleEvaluations() {
        return metrics().sum("RuleEvaluations");
    }

    @Override
    public IMetric metricRuleEvaluationFailures() {
        return metrics().sum("RuleEvaluationFailures");
    }

    @Override
    public IMetric metricRuleGroupIterationsMissed() {
        return metrics().sum("RuleGroupIterationsMissed");
    }

    @Override
    public IMetric metricNotificationsFailed() {
        return metrics().sum("AlertManagerNotificationsFailed");
    }

    @Override
    public IMetric metricNotificationsThrottled() {
        return metrics().sum("AlertManagerNotificationsThrottled");
    }

    @Override
    public IMetric metricIntegrationNotificationsFailed() {
        return metrics().sum("AlertManagerNotificationsFailedByIntegration");
    }

    @Override
    public IMetric metricSecretFetchFailures() {
        return metrics().sum("SecretFetchFailure");
    }

    private WorkspaceMetrics metrics() {
        String region = getWorkspaceRegion();
        String here = getStack().getRegion();
        boolean elsewhere = !Token.isUnresolved(region) && !Token.isUnresolved(here) && !region.equals(here);
        return new WorkspaceMetrics(getWorkspaceId(), elsewhere ? region : null);
    }
}
