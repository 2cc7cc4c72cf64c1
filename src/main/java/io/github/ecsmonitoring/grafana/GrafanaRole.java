package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.NagSuppression;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The role that a workspace assumes to read its data sources. */
final class GrafanaRole {
    private static final String SERVICE = "grafana.amazonaws.com";

    private GrafanaRole() {}

    static Role create(Construct scope, String id, RemovalPolicy removalPolicy, List<IamPermission> permissions) {
        Stack stack = Stack.of(scope);
        // The role is created before the workspace, so its trust policy cannot contain the workspace id.
        String anyWorkspace = stack.formatArn(ArnComponents.builder()
                .service("grafana")
                .resource("/workspaces")
                .resourceName("*")
                .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                .build());
        Role role = Role.Builder.create(scope, id)
                .description("Role of the Amazon Managed Grafana workspace "
                        + scope.getNode().getPath())
                .assumedBy(new ServicePrincipal(SERVICE)
                        .withConditions(new TreeMap<>(Map.of(
                                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                                "StringLike", Map.of("aws:SourceArn", anyWorkspace)))))
                .build();
        permissions.forEach(permission -> role.addToPolicy(PolicyStatement.Builder.create()
                .actions(permission.actions())
                .resources(List.of(permission.resourceArn()))
                .build()));
        if (permissions.stream().anyMatch(IamPermission::isOnAnyResource)) {
            NagSuppression.ANY_RESOURCE.onPolicyOf(role);
        }
        // A retained workspace needs its role and the role's policy.
        role.applyRemovalPolicy(removalPolicy);
        ((Policy) role.getNode().findChild("DefaultPolicy")).applyRemovalPolicy(removalPolicy);
        return role;
    }

    /**
     * Adds the permissions to a role of the user.
     *
     * @throws IllegalArgumentException if its policy cannot be changed; the message contains the policy to attach
     */
    static void extend(IRole role, List<IamPermission> permissions) {
        IamPermission.obstacle(role, permissions).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        IamPermission.addAll(permissions, role);
    }

    /** @throws IllegalArgumentException if the role is created in this app and does not trust the service */
    static void requireTrust(IRole role) {
        if (role instanceof Role own
                && own.getAssumeRolePolicy() != null
                && !String.valueOf(Stack.of(own).resolve(own.getAssumeRolePolicy()))
                        .contains("grafana.")) {
            throw new IllegalArgumentException("role " + own.getNode().getPath() + " must trust " + SERVICE
                    + ", which assumes it: create it with assumedBy(new ServicePrincipal(\"" + SERVICE + "\"))");
        }
    }
}
