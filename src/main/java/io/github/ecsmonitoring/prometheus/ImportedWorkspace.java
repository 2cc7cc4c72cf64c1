package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.constructs.Construct;

/** A workspace that is created elsewhere, identified by its ARN. */
final class ImportedWorkspace extends WorkspaceBase {
    private final WorkspaceAttributes attributes;
    private final ArnComponents parts;

    ImportedWorkspace(Construct scope, String id, WorkspaceAttributes attributes) {
        super(scope, id);
        this.attributes = attributes;
        this.parts = Arn.split(attributes.workspaceArn(), ArnFormat.SLASH_RESOURCE_NAME);
    }

    @Override
    WorkspacePermissions permissions() {
        String rules = Arn.format(ArnComponents.builder()
                .partition(parts.getPartition())
                .service("aps")
                .region(parts.getRegion())
                .account(parts.getAccount())
                .resource("rulegroupsnamespace")
                .resourceName(getWorkspaceId() + "/*")
                .build());
        return new WorkspacePermissions(
                "workspace " + getNode().getPath(),
                getWorkspaceArn(),
                rules,
                attributes.encryptionKeyArn().map(this::keyUse).stream().toList());
    }

    private IamPermission keyUse(String keyArn) {
        return WorkspaceKey.use("key of workspace " + getNode().getPath(), keyArn, getWorkspaceRegion());
    }

    @Override
    public List<IamPermission> getRemoteWritePermissions() {
        return getWriterRoleArn()
                .map(role -> List.of(new IamPermission(
                        "writer role of workspace " + getNode().getPath(), List.of("sts:AssumeRole"), role)))
                .orElseGet(super::getRemoteWritePermissions);
    }

    @Override
    public Optional<String> getWriterRoleArn() {
        return attributes.writerRoleArn();
    }

    @Override
    public String getWorkspaceArn() {
        return attributes.workspaceArn();
    }

    @Override
    public String getWorkspaceId() {
        return parts.getResourceName();
    }

    @Override
    public String getWorkspaceRegion() {
        return parts.getRegion();
    }
}
