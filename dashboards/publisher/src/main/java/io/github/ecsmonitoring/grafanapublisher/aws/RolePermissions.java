package io.github.ecsmonitoring.grafanapublisher.aws;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.model.UpdateError;
import software.amazon.awssdk.services.grafana.model.UpdateInstruction;
import software.amazon.awssdk.services.grafana.model.User;

/** The roles of users and groups in a workspace with IAM Identity Center. */
public final class RolePermissions {
    /** The most instructions of one UpdatePermissions. */
    private static final int BATCH = 20;

    private final GrafanaClient client;
    private final AwsCalls calls;
    private final String workspaceId;

    RolePermissions(GrafanaClient client, String workspaceId) {
        this.client = client;
        this.calls = new AwsCalls(workspaceId);
        this.workspaceId = workspaceId;
    }

    /**
     * A role of a user or group.
     *
     * @param type {@code SSO_USER} or {@code SSO_GROUP}
     * @param role {@code ADMIN}, {@code EDITOR} or {@code VIEWER}
     */
    public record Permission(String id, String type, String role) {}

    /** A permission that was not added or revoked, and why. */
    public record Rejected(Permission permission, String reason) {}

    /** All permissions, also those assigned in the console. */
    public List<Permission> list() {
        return calls.call(
                "ListPermissions",
                () ->
                        client
                                .listPermissionsPaginator(request -> request.workspaceId(workspaceId))
                                .permissions()
                                .stream()
                                .map(entry -> new Permission(
                                        entry.user().id(), entry.user().typeAsString(), entry.roleAsString()))
                                .toList());
    }

    /** Adds permissions, and returns those that were rejected. */
    public List<Rejected> add(List<Permission> permissions) {
        return update("ADD", permissions);
    }

    /** Revokes permissions, and returns those that were rejected. */
    public List<Rejected> revoke(List<Permission> permissions) {
        return update("REVOKE", permissions);
    }

    private List<Rejected> update(String action, List<Permission> permissions) {
        List<Rejected> rejected = new ArrayList<>();
        for (int start = 0; start < permissions.size(); start += BATCH) {
            List<Permission> batch = permissions.subList(start, Math.min(start + BATCH, permissions.size()));
            rejected.addAll(updateBatch(action, batch));
        }
        return rejected;
    }

    /** An answer that rejects the request as a whole does not name the id: then each is sent alone. */
    private List<Rejected> updateBatch(String action, List<Permission> batch) {
        try {
            return send(action, batch);
        } catch (AwsFailure e) {
            if (e.kind() != AwsFailure.Kind.INVALID && e.kind() != AwsFailure.Kind.NOT_FOUND) {
                throw e;
            }
            return batch.size() == 1
                    ? List.of(new Rejected(batch.get(0), e.getMessage()))
                    : batch.stream()
                            .flatMap(permission -> updateBatch(action, List.of(permission)).stream())
                            .toList();
        }
    }

    private List<Rejected> send(String action, List<Permission> batch) {
        List<UpdateInstruction> instructions = batch.stream()
                .map(permission -> UpdateInstruction.builder()
                        .action(action)
                        .role(permission.role())
                        .users(User.builder()
                                .id(permission.id())
                                .type(permission.type())
                                .build())
                        .build())
                .toList();
        return calls
                .call(
                        "UpdatePermissions",
                        () -> client.updatePermissions(
                                request -> request.workspaceId(workspaceId).updateInstructionBatch(instructions)))
                .errors()
                .stream()
                .flatMap(error -> rejected(error).stream())
                .toList();
    }

    private static List<Rejected> rejected(UpdateError error) {
        UpdateInstruction cause = error.causedBy();
        return cause.users().stream()
                .map(user -> new Rejected(
                        new Permission(user.id(), user.typeAsString(), cause.roleAsString()),
                        "code " + error.code() + ": " + error.message()))
                .toList();
    }
}
