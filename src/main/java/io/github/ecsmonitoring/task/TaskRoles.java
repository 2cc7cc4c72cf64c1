package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.internal.Permission;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/**
 * The two roles of a task: whether they take what the sidecars need. A role that was given to the task may not, and the
 * CDK says nothing: then samples would be refused, or no task would start, since ECS could neither pull the sidecars'
 * images nor open their log streams.
 */
final class TaskRoles {
    private TaskRoles() {}

    /** The same for roles of a task definition that is about to be made. */
    static Optional<String> refusalOfNew(
            Construct scope, String id, List<Permission> ofTask, List<Permission> ofExecution) {
        return joined(
                Permission.refusalOfNewRole(scope, id + "/TaskRole", ofTask),
                Permission.refusalOfNewRole(scope, id + "/ExecutionRole", ofExecution));
    }

    /** Why one of them does not, with the policies to attach. Nothing is changed. */
    static Optional<String> refusal(TaskDefinition task, List<Permission> ofTask, List<Permission> ofExecution) {
        IRole execution = task.getExecutionRole();
        return joined(
                Permission.refusal(task.getTaskRole(), ofTask),
                execution == null
                        ? Permission.refusalOfNewRole(task, "ExecutionRole", ofExecution)
                        : Permission.refusal(execution, ofExecution));
    }

    private static Optional<String> joined(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other).flatMap(Optional::stream).reduce((first, second) -> first + "\n" + second);
    }

    /** What the collector does in the task's name. */
    static List<Permission> ofTask(IPrometheusWorkspace workspace, AdotConfig config) {
        List<Permission> permissions = new ArrayList<>();
        permissions.add(new Permission(
                "workspace " + workspace.getNode().getPath(), List.of("aps:RemoteWrite"), workspace.getWorkspaceArn()));
        permissions.addAll(config.permissions());
        return permissions;
    }

    /** What ECS does to start the sidecars: opens their logs, pulls their images and reads their secrets. */
    @SafeVarargs
    static List<Permission> ofExecution(List<Permission>... parts) {
        return Stream.of(parts).flatMap(List::stream).distinct().toList();
    }
}
