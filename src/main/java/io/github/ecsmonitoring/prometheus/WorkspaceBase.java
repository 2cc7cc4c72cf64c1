package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.Construct;

/** URLs and grants of created and imported workspaces, which follow from ARN, id and region. */
abstract class WorkspaceBase extends Resource implements IPrometheusWorkspace {
    WorkspaceBase(Construct scope, String id) {
        super(scope, id);
    }

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
    public Grant grantRemoteWrite(IGrantable grantee) {
        return permission("aps:RemoteWrite").addTo(grantee);
    }

    @Override
    public Grant grantQuery(IGrantable grantee) {
        return permission("aps:QueryMetrics", "aps:GetLabels", "aps:GetSeries", "aps:GetMetricMetadata")
                .addTo(grantee);
    }

    private IamPermission permission(String... actions) {
        return new IamPermission("workspace " + getNode().getPath(), List.of(actions), getWorkspaceArn());
    }
}
