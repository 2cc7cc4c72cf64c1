package io.github.ecsmonitoring.task;

import java.util.Set;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.constructs.IConstruct;

/** Who monitors what {@link MonitorAll} finds, and with which options. */
public interface MonitoringPlan {
    /** Whose plan it is, for messages. */
    IConstruct owner();

    /** Paths of constructs which the user wants to be left as they are, with all beneath them. */
    Set<String> leftOut();

    /** How a task definition is monitored. */
    TaskMonitoring.Builder of(ITaskDefinition taskDefinition);

    /** How the EC2 instances of a cluster are monitored. */
    HostMonitoring.Builder of(ICluster cluster);
}
