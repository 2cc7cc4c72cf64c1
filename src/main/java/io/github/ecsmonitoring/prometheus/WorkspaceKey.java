package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;

/** The policy statement that the key of a workspace needs. */
final class WorkspaceKey {
    private WorkspaceKey() {}

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
                                "aps." + stack.getRegion() + ".amazonaws.com",
                                "kms:CallerAccount",
                                stack.getAccount()))))
                .build());
    }
}
