package io.github.ecsmonitoring.task;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ICluster;

/** Whether two constructs are the same cluster: one that is imported twice is two constructs. */
final class ClusterIdentity {
    private ClusterIdentity() {}

    static boolean same(ICluster one, ICluster other) {
        if (one == other) {
            return true;
        }
        boolean literal = !Token.isUnresolved(one.getClusterArn()) && !Token.isUnresolved(other.getClusterArn());
        return literal ? one.getClusterArn().equals(other.getClusterArn()) : importedAlike(one, other);
    }

    /** Imported by name: the same name means the same cluster in one account and region only. */
    private static boolean importedAlike(ICluster one, ICluster other) {
        return !Token.isUnresolved(one.getClusterName())
                && one.getClusterName().equals(other.getClusterName())
                && Stack.of(one).getEnvironment().equals(Stack.of(other).getEnvironment());
    }
}
