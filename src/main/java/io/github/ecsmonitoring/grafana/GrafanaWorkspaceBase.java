package io.github.ecsmonitoring.grafana;

import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Resource;
import software.constructs.Construct;

/**
 * The ARN of created and imported workspaces, which follows from their id and environment; not from {@code getEnv()},
 * whose type differs between the supported versions of aws-cdk-lib.
 */
abstract class GrafanaWorkspaceBase extends Resource implements IGrafanaWorkspace {
    GrafanaWorkspaceBase(Construct scope, String id) {
        super(scope, id);
    }

    /** The account of the workspace. */
    abstract String account();

    @Override
    public String getWorkspaceArn() {
        return getStack()
                .formatArn(ArnComponents.builder()
                        .service("grafana")
                        .region(getWorkspaceRegion())
                        .account(account())
                        .resource("/workspaces")
                        .resourceName(getWorkspaceId())
                        .build());
    }
}
