package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.EcsCluster;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The network and the cluster of the demo workload. */
final class ClusterStack extends Stack {
    private final EcsCluster ecsCluster;

    ClusterStack(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .description("A VPC and an ECS cluster with Fargate and EC2 capacity")
                        .build());
        ecsCluster = new EcsCluster(this, "Environment");
    }

    EcsCluster ecsCluster() {
        return ecsCluster;
    }
}
