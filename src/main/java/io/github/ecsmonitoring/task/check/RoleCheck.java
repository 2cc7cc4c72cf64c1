package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/**
 * The task role and the execution role must accept the permissions that the sidecars need. The CDK silently ignores
 * grants to an immutable role: samples would be rejected, or no task would start, since ECS could neither pull images
 * nor create log streams.
 */
public final class RoleCheck {
    private RoleCheck() {}

    /** Why the roles of a task cannot be extended, with the policies to attach; empty if they can. */
    public static Optional<String> obstacle(
            TaskDefinition task, List<IamPermission> ofTask, List<IamPermission> ofExecution) {
        IRole execution = task.getExecutionRole();
        return joined(
                IamPermission.obstacle(task.getTaskRole(), ofTask),
                execution == null
                        ? IamPermission.obstacleForNewRole(task, "ExecutionRole", ofExecution)
                        : IamPermission.obstacle(execution, ofExecution));
    }

    /** The same for roles that have not been created yet, beneath the construct with this id. */
    public static Optional<String> obstacleForNewRoles(
            Construct scope, String id, List<IamPermission> ofTask, List<IamPermission> ofExecution) {
        return joined(
                IamPermission.obstacleForNewRole(scope, id + "/TaskRole", ofTask),
                IamPermission.obstacleForNewRole(scope, id + "/ExecutionRole", ofExecution));
    }

    private static Optional<String> joined(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other).flatMap(Optional::stream).reduce((first, second) -> first + "\n" + second);
    }
}
