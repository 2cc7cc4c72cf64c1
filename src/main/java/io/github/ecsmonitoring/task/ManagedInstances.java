package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.CfnCapacityProvider;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.IConstruct;

/**
 * The capacity providers of ECS Managed Instances that an app creates. Each one belongs to one cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html">ECS Managed
 *     Instances</a>
 */
record ManagedInstances(List<Provider> providers) {

    /**
     * A capacity provider.
     *
     * @param clusterName the name of its cluster, often a token
     */
    record Provider(CfnCapacityProvider resource, String clusterName) {
        Stack stack() {
            return Stack.of(resource);
        }

        String arn() {
            return stack().formatArn(ArnComponents.builder()
                    .service("ecs")
                    .resource("capacity-provider")
                    .resourceName(resource.getRef())
                    .build());
        }
    }

    /** The capacity providers of the app of a construct, at the time of the call. */
    static ManagedInstances inAppOf(IConstruct construct) {
        return new ManagedInstances(construct.getNode().getRoot().getNode().findAll().stream()
                .filter(CfnCapacityProvider.class::isInstance)
                .map(CfnCapacityProvider.class::cast)
                .filter(ManagedInstances::isManaged)
                .map(resource -> new Provider(resource, resource.getClusterName()))
                .toList());
    }

    /** The capacity providers of a cluster. */
    List<Provider> of(ICluster cluster) {
        String name = cluster.getClusterName();
        return providers.stream()
                .filter(provider -> Objects.equals(provider.clusterName(), name))
                .toList();
    }

    private static boolean isManaged(CfnCapacityProvider resource) {
        try {
            return resource.getManagedInstancesProvider() != null;
        } catch (NoSuchMethodError olderRelease) {
            // An aws-cdk-lib that cannot create such a capacity provider.
            return false;
        }
    }
}
