package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.IConstruct;

/** Who monitors what {@link MonitorAll} finds, and with which options. */
public interface MonitoringPlan {
    /** Whose plan it is, for messages. */
    IConstruct owner();

    /** Whether the user wants a construct, or something above it, to be left as it is. */
    boolean leavesOut(String constructPath);

    /** How a task definition is monitored. */
    TaskMonitoring.Builder of(ITaskDefinition taskDefinition);

    /** How the EC2 instances of a cluster are monitored. */
    HostMonitoring.Builder of(ICluster cluster);
}
