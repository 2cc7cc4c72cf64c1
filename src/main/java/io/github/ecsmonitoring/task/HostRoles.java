package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.EcsTasksRole;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/**
 * The roles that all daemons of a cluster share.
 *
 * @param task the role of the containers
 * @param execution the role with which ECS starts them
 */
record HostRoles(IRole task, IRole execution) {
    static HostRoles create(Construct scope) {
        return new HostRoles(EcsTasksRole.create(scope, "TaskRole"), EcsTasksRole.create(scope, "ExecutionRole"));
    }
}
