package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsCluster;
import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;
import software.amazon.awscdk.services.ecs.AsgCapacityProvider;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.Construct;

/** The cluster whose instances are monitored: a new one, in a new or an existing VPC, or an existing one. */
final class ClusterStack extends Stack {
    private final ICluster cluster;
    private final Optional<AsgCapacityProvider> ec2Capacity;

    ClusterStack(Construct scope, String id, AppSettings settings, ObservabilityStack observability) {
        super(
                scope,
                id,
                settings.stackProps(
                        settings.clusterName().isPresent()
                                ? "Monitoring of the EC2 instances of an ECS cluster"
                                : settings.vpcId().isPresent()
                                        ? "An ECS cluster with Fargate and EC2 capacity"
                                        : "A VPC and an ECS cluster with Fargate and EC2 capacity"));
        Optional<IVpc> vpc = settings.vpcId()
                .map(vpcId -> Vpc.fromLookup(
                        this, "Vpc", VpcLookupOptions.builder().vpcId(vpcId).build()));
        if (settings.clusterName().isPresent()) {
            cluster = Cluster.fromClusterAttributes(
                    this,
                    "Cluster",
                    ClusterAttributes.builder()
                            .clusterName(settings.clusterName().get())
                            .vpc(vpc.orElseThrow())
                            .build());
            ec2Capacity = Optional.empty();
            // EcsMonitoring.monitorHosts creates the daemon of an imported cluster in its own stack.
            HostMonitoring.Builder.create(this, "Hosts")
                    .optionsOf(observability.options())
                    .workspace(observability.monitoring().getWorkspace())
                    .cluster(cluster)
                    .build();
            if (observability.monitoring().getAlerts().isPresent()) {
                observability.monitoring().alertOnEvents(cluster);
            }
        } else {
            EcsCluster created = vpc.map(existing -> new EcsCluster(this, "Environment", existing))
                    .orElseGet(() -> new EcsCluster(this, "Environment"));
            cluster = created.getCluster();
            ec2Capacity = Optional.of(created.getEc2Capacity());
            observability.monitoring().monitorHosts(cluster);
        }
    }

    ICluster cluster() {
        return cluster;
    }

    /** The capacity provider of a new cluster's instances. The app does not know those of an existing cluster. */
    Optional<AsgCapacityProvider> ec2Capacity() {
        return ec2Capacity;
    }
}
