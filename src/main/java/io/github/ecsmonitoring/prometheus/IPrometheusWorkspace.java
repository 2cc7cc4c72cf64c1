package io.github.ecsmonitoring.prometheus;

import software.amazon.awscdk.IResource;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;

/** A workspace of Amazon Managed Service for Prometheus, made by this app or not. */
public interface IPrometheusWorkspace extends IResource {
    /** For example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}. */
    String getWorkspaceArn();

    /** For example {@code ws-0a1b2c3d}. */
    String getWorkspaceId();

    /** The region of the workspace, with which requests to it are signed. */
    String getWorkspaceRegion();

    /** Where samples go: {@code https://aps-workspaces.REGION.amazonaws.com/workspaces/ID/api/v1/remote_write}. */
    String getRemoteWriteUrl();

    /** What a Grafana data source takes: {@code https://aps-workspaces.REGION.amazonaws.com/workspaces/ID}. */
    String getQueryUrl();

    /**
     * Allows {@code aps:RemoteWrite} on this workspace and nothing else.
     *
     * <p>A workspace of another account must allow it too, by a <a
     * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-resourcepolicy.html">resource
     * policy</a> there.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message holds the policy to
     *     attach
     */
    Grant grantRemoteWrite(IGrantable grantee);

    /**
     * Allows {@code aps:QueryMetrics}, {@code GetLabels}, {@code GetSeries} and {@code GetMetricMetadata} on this
     * workspace.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message holds the policy to
     *     attach
     */
    Grant grantQuery(IGrantable grantee);
}
