package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure;
import io.github.ecsmonitoring.grafanapublisher.aws.ReadyWorkspace;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.CustomResourceEvent.RequestType;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.MalformedEventException;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.ResourceProperties;
import io.github.ecsmonitoring.grafanapublisher.roles.DesiredRoles;
import io.github.ecsmonitoring.grafanapublisher.roles.RoleAssignments;
import io.github.ecsmonitoring.grafanapublisher.time.TimeBudget;
import java.util.Optional;

/** Assigns or revokes roles: {@code Custom::GrafanaRoleAssignment}. */
final class RoleRun implements ResourceRun {
    private final FunctionServices services;
    private final String workspaceId;
    private final DesiredRoles roles;
    private final DesiredRoles earlier;
    private final boolean delete;

    RoleRun(FunctionServices services, CustomResourceEvent event) {
        this.services = services;
        this.workspaceId = event.properties().text("WorkspaceId");
        this.roles = roles(event.properties());
        this.delete = event.requestType() == RequestType.DELETE;
        this.earlier = event.requestType() == RequestType.UPDATE ? earlier(event) : DesiredRoles.NONE;
    }

    /**
     * Another id means another workspace, whose roles CloudFormation revokes by an event of its own. Malformed
     * properties were never assigned; their rollback must not fail.
     */
    private DesiredRoles earlier(CustomResourceEvent event) {
        if (!physicalId().equals(event.physicalResourceId())) {
            return DesiredRoles.NONE;
        }
        try {
            return roles(event.oldProperties());
        } catch (MalformedEventException e) {
            services.log().info("no roles were assigned before: " + e.getMessage());
            return DesiredRoles.NONE;
        }
    }

    private static DesiredRoles roles(ResourceProperties properties) {
        try {
            return DesiredRoles.of(
                    properties.texts("Admins"), properties.texts("Editors"), properties.texts("Viewers"));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(properties.name() + ": " + e.getMessage());
        }
    }

    @Override
    public String physicalId() {
        return workspaceId + "/roles";
    }

    @Override
    public RunOutcome run(TimeBudget time) throws Exception {
        Optional<ReadyWorkspace> workspace = services.grafana().workspace(workspaceId, time.work());
        if (workspace.isEmpty()) {
            return gone();
        }
        if (!workspace.get().identityCenter()) {
            return withoutIdentityCenter();
        }
        RoleAssignments assignments = new RoleAssignments(
                services.grafana().permissions(workspaceId), time.work(), services.pauses(), services.log());
        return RunOutcome.of(delete ? assignments.revoke(roles) : assignments.assign(roles, earlier));
    }

    private RunOutcome gone() {
        if (delete) {
            return RunOutcome.nothingToDo("workspace " + workspaceId + " does not exist any more");
        }
        throw new AwsFailure(
                AwsFailure.Kind.NOT_FOUND,
                "workspace " + workspaceId + " must exist in "
                        + services.aws().region().id() + ", the region of the function, and not be deleted");
    }

    private RunOutcome withoutIdentityCenter() {
        return delete || roles.byId().isEmpty()
                ? RunOutcome.nothingToDo("workspace " + workspaceId + " does not use IAM Identity Center")
                : RunOutcome.failed("workspace " + workspaceId + " must use IAM Identity Center to assign roles to "
                        + String.join(", ", roles.byId().keySet())
                        + ": with SAML, roles follow from the role values of its SAML configuration");
    }
}
