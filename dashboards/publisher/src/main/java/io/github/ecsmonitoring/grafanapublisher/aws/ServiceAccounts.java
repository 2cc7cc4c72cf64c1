package io.github.ecsmonitoring.grafanapublisher.aws;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsFailure.Kind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.grafana.GrafanaClient;
import software.amazon.awssdk.services.grafana.model.Role;
import software.amazon.awssdk.services.grafana.model.ServiceAccountSummary;

/**
 * The service account of all stacks in a workspace. It is kept, since Amazon Managed Grafana bills each service account
 * as a user.
 */
final class ServiceAccounts {
    static final String NAME = "ecs-monitoring";

    private final GrafanaClient client;
    private final AwsCalls calls;
    private final String workspaceId;

    ServiceAccounts(GrafanaClient client, String workspaceId) {
        this.client = client;
        this.calls = new AwsCalls(workspaceId);
        this.workspaceId = workspaceId;
    }

    /** The id of the account, which is created unless it exists. */
    String id() {
        Optional<ServiceAccountSummary> existing = find();
        return existing.isPresent() ? checked(existing.get()) : create();
    }

    private Optional<ServiceAccountSummary> find() {
        List<ServiceAccountSummary> all = calls.call(
                "ListWorkspaceServiceAccounts",
                () -> client
                        .listWorkspaceServiceAccountsPaginator(request -> request.workspaceId(workspaceId))
                        .serviceAccounts()
                        .stream()
                        .toList());
        return all.stream().filter(account -> account.name().equals(NAME)).findAny();
    }

    private String create() {
        try {
            return calls.call(
                            "CreateWorkspaceServiceAccount",
                            () -> client.createWorkspaceServiceAccount(request ->
                                    request.workspaceId(workspaceId).name(NAME).grafanaRole(Role.ADMIN)))
                    .id();
        } catch (AwsFailure e) {
            if (e.kind() == Kind.CONFLICT) {
                return checked(find().orElseThrow(() -> e));
            }
            if (e.kind() == Kind.QUOTA) {
                throw new AwsFailure(
                        Kind.QUOTA,
                        e.getMessage() + "; delete a service account that is not used in Grafana under Administration >"
                                + " Users and access > Service accounts");
            }
            throw e;
        }
    }

    private String checked(ServiceAccountSummary account) {
        if (account.grafanaRole() != Role.ADMIN) {
            throw unusable("has the role " + account.grafanaRoleAsString() + ", must have Admin", "set the role Admin");
        }
        if (Boolean.parseBoolean(account.isDisabled())) {
            throw unusable("is disabled", "enable it");
        }
        return account.id();
    }

    private AwsFailure unusable(String problem, String remedy) {
        return new AwsFailure(
                Kind.OTHER,
                "service account " + NAME + " of workspace " + workspaceId + " " + problem + ": " + remedy
                        + " in Grafana under Administration > Users and access > Service accounts, or delete it, and it is"
                        + " created again");
    }
}
