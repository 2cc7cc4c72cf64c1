package io.github.ecsmonitoring.grafana;

import java.util.Optional;
import software.amazon.awscdk.IResource;

/** A workspace of Amazon Managed Grafana, created in this app or imported. */
public interface IGrafanaWorkspace extends IGrafana, IResource {
    /** For example {@code g-0a1b2c3d4e}. */
    String getWorkspaceId();

    /** For example {@code arn:aws:grafana:eu-west-1:123456789012:/workspaces/g-0a1b2c3d4e}. */
    String getWorkspaceArn();

    /** The region of the workspace. */
    String getWorkspaceRegion();

    /** The version; empty for an imported workspace whose version is not given. */
    Optional<GrafanaVersion> getVersion();

    /** Whether plug-ins, such as the data source for X-Ray, can be installed. */
    boolean isPluginAdminEnabled();

    /** Whether users sign in with IAM Identity Center, and so can be given roles in this app. */
    boolean usesIdentityCenter();

    /** Who can reach the workspace; empty if all can. */
    Optional<GrafanaNetworkAccess> getNetworkAccess();

    /** The VPC that the workspace's outgoing traffic flows through; empty if it does not flow through a VPC. */
    Optional<GrafanaVpcConnection> getVpcConnection();
}
