package io.github.ecsmonitoring.task;

import java.util.Set;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.IConstruct;

/** Decides how {@link MonitorAll} monitors the task definitions and clusters that it finds. */
public interface MonitoringPlan {
    /** The construct that owns the plan, for messages. */
    IConstruct owner();

    /** Paths of constructs that are not monitored, including everything beneath them. */
    Set<String> excluded();

    /** The monitoring of a task definition. */
    TaskMonitoring.Builder of(ITaskDefinition taskDefinition);

    /** The monitoring of a cluster's EC2 instances. */
    HostMonitoring.Builder of(ICluster cluster);
}
