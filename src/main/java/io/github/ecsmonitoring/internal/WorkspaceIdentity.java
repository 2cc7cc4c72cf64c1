package io.github.ecsmonitoring.internal;

import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Where a workspace is created, and its fixed logical id, with which it can be moved in the construct tree without
 * being replaced.
 *
 * @param scope the scope of the construct
 * @param id the id of the construct
 * @param logicalId the logical id in the template; unique within a stack
 * @param removalPolicy what happens to the workspace when the stack is deleted
 */
public record WorkspaceIdentity(Construct scope, String id, String logicalId, RemovalPolicy removalPolicy) {

    WorkspaceIdentity withLogicalId(String changed) {
        return new WorkspaceIdentity(scope, id, changed, removalPolicy);
    }

    WorkspaceIdentity withRemovalPolicy(RemovalPolicy changed) {
        return new WorkspaceIdentity(scope, id, logicalId, changed);
    }

    /** Gives the workspace's resource its logical id and removal policy. */
    public void applyTo(CfnResource workspace) {
        workspace.overrideLogicalId(logicalId);
        workspace.applyRemovalPolicy(removalPolicy);
    }

    /**
     * Requires that no resource of the stack has the logical id yet.
     *
     * @param type the type of the workspace's resource
     * @param option the option of EcsMonitoring that takes an existing workspace of this type
     * @throws IllegalArgumentException if a resource of the type has the logical id
     */
    public void requireFreeLogicalId(Class<? extends CfnElement> type, String option) {
        Stack stack = Stack.of(scope);
        stack.getNode().findAll().stream()
                .filter(type::isInstance)
                .filter(other -> logicalId.equals(stack.resolve(type.cast(other).getLogicalId())))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException("logicalId must be unique within a stack, got " + logicalId
                            + ", which " + other.getNode().getPath()
                            + " has already: set another one with logicalId(...), or pass the same workspace to both EcsMonitoring constructs with "
                            + option + "(...)");
                });
    }
}
