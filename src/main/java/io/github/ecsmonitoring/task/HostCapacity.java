package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.ManagedInstances.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.Construct;

/**
 * The instances of a cluster.
 *
 * @param ec2 whether it has, or may have, EC2 instances that the user manages
 * @param capacityProviders the ARNs of its capacity providers of ECS Managed Instances
 */
record HostCapacity(boolean ec2, List<String> capacityProviders) {

    /** @param given ARNs of capacity providers that the app does not create */
    static HostCapacity of(ICluster cluster, ManagedInstances managed, List<String> given) {
        List<String> arns = Stream.concat(managed.of(cluster).stream().map(Provider::arn), given.stream())
                .distinct()
                .toList();
        // A cluster without any capacity may get EC2 instances in a way that the CDK does not see.
        return new HostCapacity(arns.isEmpty() || cluster.getHasEc2Capacity(), arns);
    }

    /** Why a daemon in a stack cannot refer to the capacity providers; empty if it can. */
    static Optional<String> obstacle(Construct scope, ICluster cluster, ManagedInstances managed) {
        Stack stack = Stack.of(scope);
        return managed.of(cluster).stream()
                .filter(provider -> stack == Stack.of(cluster) && provider.stack() != stack)
                .map(provider ->
                        "capacity provider " + provider.resource().getNode().getPath()
                                + " must be in the stack of cluster "
                                + cluster.getNode().getPath()
                                + " for a daemon in that stack, since the two stacks would depend on each other: create the daemon in the stack "
                                + "of the capacity provider, with HostMonitoring.Builder")
                .findFirst();
    }

    /** Why a daemon that was created for this capacity does not reach all instances; empty if it does. */
    Optional<String> missedIn(HostCapacity later) {
        if (equals(later)) {
            return Optional.empty();
        }
        return Optional.of("the cluster had " + this + " when its monitoring was created, and has " + later
                + " now: add capacity before the call, or use monitorAll");
    }

    @Override
    public String toString() {
        String providers = capacityProviders.size() + " capacity provider" + (capacityProviders.size() == 1 ? "" : "s")
                + " of Managed Instances";
        return ec2 && !capacityProviders.isEmpty()
                ? "EC2 instances and " + providers
                : ec2 ? "EC2 instances" : providers;
    }
}
