package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.IConstruct;

/** Decides how {@link MonitorAll} monitors the task definitions and clusters that it finds. */
public interface MonitoringPlan {
    /** The construct that owns the plan, for messages. */
    IConstruct owner();

    /** The workspace that receives the samples. */
    IPrometheusWorkspace workspace();

    /** What is not monitored. */
    Exclusions excluded();

    /** The monitoring of a task definition. */
    TaskMonitoring.Builder of(ITaskDefinition taskDefinition);

    /** The monitoring of a cluster's EC2 instances. */
    HostMonitoring.Builder of(ICluster cluster);

    /** Whether there is somebody to notify of events of clusters and of services without a task. */
    boolean alertsOnMoreThanRules();

    /** Notifies of what ECS reports about a cluster. */
    void alertOnEvents(ICluster cluster);

    /** Notifies when collectors that log to a log group lose data. */
    void alertOnLostData(ILogGroup logGroup);

    /** Notifies when a service has no running task. */
    void alertWhenDown(BaseService service);
}
