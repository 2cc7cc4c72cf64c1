package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.AwsReadActions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The role that a workspace assumes to read its data sources. */
final class GrafanaRole {
    private GrafanaRole() {}

    static Role create(Construct scope, String id, RemovalPolicy removalPolicy) {
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
                .assumedBy(new ServicePrincipal("grafana.amazonaws.com")
                        .withConditions(new TreeMap<>(Map.of(
                                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                                "StringLike", Map.of("aws:SourceArn", anyWorkspace)))))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(AwsReadActions.ALL)
                .resources(List.of("*"))
                .build());
        // A retained workspace needs its role and the role's policy.
        role.applyRemovalPolicy(removalPolicy);
        ((Policy) role.getNode().findChild("DefaultPolicy")).applyRemovalPolicy(removalPolicy);
        return role;
    }
}
