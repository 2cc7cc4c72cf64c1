package io.github.ecsmonitoring.task.definition;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ICluster;

/** Compares clusters: one cluster imported twice is two constructs. */
public final class ClusterIdentity {
    private ClusterIdentity() {}

    /** Whether two constructs stand for the same cluster. */
    public static boolean same(ICluster one, ICluster other) {
        if (one == other) {
            return true;
        }
        boolean literal = !Token.isUnresolved(one.getClusterArn()) && !Token.isUnresolved(other.getClusterArn());
        return literal ? one.getClusterArn().equals(other.getClusterArn()) : importedAlike(one, other);
    }

    /** For clusters imported by name, which is unique within an account and region only. */
    private static boolean importedAlike(ICluster one, ICluster other) {
        return !Token.isUnresolved(one.getClusterName())
                && one.getClusterName().equals(other.getClusterName())
                && Stack.of(one).getEnvironment().equals(Stack.of(other).getEnvironment());
    }
}
