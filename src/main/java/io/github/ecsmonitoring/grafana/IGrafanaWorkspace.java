package io.github.ecsmonitoring.grafana;

import software.amazon.awscdk.IResource;

/** A workspace of Amazon Managed Grafana, created in this app or imported. */
public interface IGrafanaWorkspace extends IGrafana, IResource {
    /** For example {@code g-0a1b2c3d4e}. */
    String getWorkspaceId();

    /** For example {@code arn:aws:grafana:eu-west-1:123456789012:/workspaces/g-0a1b2c3d4e}. */
    String getWorkspaceArn();
}
