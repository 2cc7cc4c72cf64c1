package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.Construct;

/** Runs a {@link HostTask} on each EC2 instance of a cluster, regardless of capacity providers. */
final class Ec2HostDaemon {
    private Ec2HostDaemon() {}

    static Ec2Service create(Construct scope, ICluster cluster, HostTask task) {
        return Ec2Service.Builder.create(scope, "Daemon")
                .cluster(cluster)
                .taskDefinition(task.definition())
                .daemon(true)
                // A new task needs the ports of the previous one.
                .minHealthyPercent(0)
                .maxHealthyPercent(100)
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .build();
    }
}
