package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.Construct;

/**
 * Runs a {@link HostTask} on each instance of capacity providers of ECS Managed Instances. Plain resources, since older
 * releases of aws-cdk-lib have no classes for them, or none with the property {@code Critical}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html">managed daemons</a>
 */
final class ManagedInstancesDaemon {
    private static final int MAX_NAME = 255;

    private ManagedInstancesDaemon() {}

    static CfnResource create(Construct scope, ICluster cluster, List<String> capacityProviders, HostTask task) {
        CfnResource daemon = CfnResource.Builder.create(scope, "Daemon")
                .type("AWS::ECS::Daemon")
                .properties(properties(scope, cluster, capacityProviders, task))
                .build();
        // The policies of the role, too.
        daemon.getNode().addDependency(task.definition().getTaskRole());
        return daemon;
    }

    /** Sorted: the order of a Map.of differs between runs, and so would the template. */
    private static Map<String, Object> properties(
            Construct scope, ICluster cluster, List<String> capacityProviders, HostTask task) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("CapacityProviderArns", capacityProviders);
        properties.put("ClusterArn", cluster.getClusterArn());
        // By default ECS replaces an instance whose daemon has stopped.
        properties.put("Critical", false);
        // The API requires a name.
        properties.put("DaemonName", name(scope));
        properties.put("DaemonTaskDefinitionArn", definition(task).getAtt("DaemonTaskDefinitionArn"));
        return properties;
    }

    private static String name(Construct scope) {
        return Names.uniqueResourceName(
                scope, UniqueResourceNameOptions.builder().maxLength(MAX_NAME).build());
    }

    /** The same containers, roles and volumes as another type, whose tasks have a network that cannot be chosen. */
    private static CfnResource definition(HostTask task) {
        CfnResource resource = (CfnResource) task.definition().getNode().getDefaultChild();
        resource.addOverride("Type", "AWS::ECS::DaemonTaskDefinition");
        resource.addPropertyDeletionOverride("NetworkMode");
        resource.addPropertyDeletionOverride("RequiresCompatibilities");
        resource.addPropertyOverride("PidMode", "shared");
        return resource;
    }
}
