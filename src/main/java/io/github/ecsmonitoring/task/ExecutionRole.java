package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.Permission;
import java.util.List;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The role with which ECS itself starts a task. The CDK extends it on the way, or silently does not: then no task would start, since
 * ECS could neither pull the sidecars' images nor open their log streams.
 */
final class ExecutionRole {
    private ExecutionRole() {
    }

    /** @throws IllegalArgumentException if the task definition was given a role that cannot be extended; holds the policy to attach */
    static void requireExtensible(TaskDefinition task, ILogGroup logGroup, NodeExporterSidecar exporter) {
        IRole role = task.getExecutionRole();
        if (role == null || Permission.isSureFor(role)) {
            return;
        }
        new Permission("log group " + logGroup.getNode().getPath(), List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            logGroup.getLogGroupArn()).addTo(role, exporter.imagePull());
    }
}
