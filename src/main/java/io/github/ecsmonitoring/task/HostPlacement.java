package io.github.ecsmonitoring.task;

/** The capacity of a cluster whose instances a daemon monitors. */
enum HostPlacement {
    /** EC2 instances that the user manages: a daemon service in the instance's network. */
    EC2,
    /**
     * ECS Managed Instances: a managed daemon, in a network namespace that the daemons of the instance share and that
     * has no access to the instance metadata service.
     */
    MANAGED_INSTANCES
}
