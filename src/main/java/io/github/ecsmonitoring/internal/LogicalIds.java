package io.github.ecsmonitoring.internal;

import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Logical ids that are fixed, so that moving a construct does not replace what it made; two in one stack must differ.
 */
public final class LogicalIds {
    private LogicalIds() {}

    /**
     * Checks that a stack has no resource with this logical id yet.
     *
     * @param type the resources to look through
     * @param option the option of EcsMonitoring that takes an existing workspace of this type
     * @throws IllegalArgumentException that names the resource which has the id
     */
    public static void requireFree(Construct scope, String logicalId, Class<? extends CfnElement> type, String option) {
        Stack stack = Stack.of(scope);
        stack.getNode().findAll().stream()
                .filter(type::isInstance)
                .filter(other -> logicalId.equals(stack.resolve(type.cast(other).getLogicalId())))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException("logicalId " + logicalId + " is taken by "
                            + other.getNode().getPath()
                            + ": give the second workspace of a stack its own by logicalId(...), or a second EcsMonitoring the same one by "
                            + option + "(...)");
                });
    }
}
