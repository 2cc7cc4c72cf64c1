package io.github.ecsmonitoring.prometheus;

import software.amazon.awscdk.IResource;
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
     * Grants {@code aps:RemoteWrite} on this workspace only.
     *
     * <p>A workspace of another account must also allow it with a <a
     * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-resourcepolicy.html">resource
     * policy</a> there.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantRemoteWrite(IGrantable grantee);

    /**
     * Grants {@code aps:QueryMetrics}, {@code GetLabels}, {@code GetSeries} and {@code GetMetricMetadata} on this
     * workspace.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    Grant grantQuery(IGrantable grantee);
}
