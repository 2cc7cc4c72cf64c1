package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * The policy statements that the key of a workspace needs. They contain the region but not the workspace, since a
 * reference to the workspace, which refers to its key, would be a dependency cycle.
 */
final class WorkspaceKey {
    private static final List<String> USE = List.of("kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt");

    private WorkspaceKey() {}

    /** What a writer or reader needs to use the key through AMP. */
    static IamPermission use(String target, String keyArn, String region) {
        return new IamPermission(target, USE, keyArn, Map.of("kms:ViaService", service(region)));
    }

    /**
     * The ARN of the key; the parts that are known at synth are checked.
     *
     * @throws IllegalArgumentException if it is an alias, or a key of another region
     */
    static String arn(IKey key, Stack workspace) {
        String arn = key.getKeyArn();
        if (arn.contains(":alias/")) {
            throw new IllegalArgumentException("encryptionKey must be a key, got the alias "
                    + key.getNode().getPath() + ": pass its key, for example with Key.fromKeyArn");
        }
        ResourcePlace.of(arn, key)
                .requireRegionOf(ResourcePlace.of(workspace), "encryptionKey", "pass a key of this region");
        return arn;
    }

    /**
     * AMP uses the key on behalf of the principals that write and query, so the statement allows all principals of the
     * account, through AMP only.
     */
    static void allowUse(IKey key, Stack stack) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "StringEquals",
                        new TreeMap<>(Map.of(
                                "kms:ViaService",
                                service(stack.getRegion()),
                                "kms:CallerAccount",
                                stack.getAccount()))))
                .build());
    }

    /** Allows the principals of other accounts to use the key through AMP; warns if the key's policy is elsewhere. */
    static void share(IKey key, Construct workspace, List<TrustedAccounts> accounts) {
        String service = service(Stack.of(workspace).getRegion());
        for (TrustedAccounts trusted : accounts) {
            PolicyStatement statement = PolicyStatement.Builder.create()
                    .principals(trusted.principals())
                    .actions(USE)
                    .resources(List.of("*"))
                    .conditions(Map.of("StringEquals", Map.of("kms:ViaService", service)))
                    .build();
            if (!key.addToResourcePolicy(statement).getStatementAdded()) {
                Annotations.of(workspace)
                        .addWarningV2(
                                "@ecs-monitoring/prometheus:keyOfSharedWorkspace",
                                "the policy of the imported key must allow the accounts that share the workspace to use it: "
                                        + String.join(", ", USE) + " with kms:ViaService = "
                                        + (Token.isUnresolved(service) ? "aps.REGION.amazonaws.com" : service));
                return;
            }
        }
    }

    private static String service(String region) {
        return "aps." + region + ".amazonaws.com";
    }
}
