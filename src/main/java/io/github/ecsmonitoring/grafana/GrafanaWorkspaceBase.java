package io.github.ecsmonitoring.grafana;

import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.ResourceProps;
import software.constructs.Construct;

/** The ARN of created and imported workspaces, which follows from their id and environment. */
abstract class GrafanaWorkspaceBase extends Resource implements IGrafanaWorkspace {
    GrafanaWorkspaceBase(Construct scope, String id) {
        super(scope, id);
    }

    GrafanaWorkspaceBase(Construct scope, String id, ResourceProps props) {
        super(scope, id, props);
    }

    @Override
    public String getWorkspaceArn() {
        return getStack()
                .formatArn(ArnComponents.builder()
                        .service("grafana")
                        .region(getEnv().getRegion())
                        .account(getEnv().getAccount())
                        .resource("/workspaces")
                        .resourceName(getWorkspaceId())
                        .build());
    }

    @Override
    public String getWorkspaceRegion() {
        return getEnv().getRegion();
    }
}
