package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;

/** The statement that a workspace's key needs. */
final class WorkspaceKey {
    private WorkspaceKey() {}

    /**
     * AMP asks on behalf of whoever writes or queries, so the statement is for all of the account, through AMP only.
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
