package io.github.ecsmonitoring.task;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** What a task definition must be so that sidecars can be added to it. */
final class TaskRequirements {
    private static final Set<NetworkMode> MODES = EnumSet.of(NetworkMode.AWS_VPC, NetworkMode.BRIDGE, NetworkMode.HOST);

    private TaskRequirements() {
    }

    /** @throws IllegalArgumentException that names the task definition's path, what it is and what it must be */
    static TaskDefinition check(ITaskDefinition imported) {
        String path = "task definition " + imported.getNode().getPath();
        if (!(imported instanceof TaskDefinition task)) {
            throw new IllegalArgumentException(path + " is imported: containers can only be added to a task definition that this app makes");
        }
        TaskMonitoring.find(task).ifPresent(existing -> {
            throw new IllegalArgumentException(path + " is monitored by " + existing.getNode().getPath() + " already");
        });
        TaskRuntime runtime = TaskRuntime.of(task);
        if (runtime.isWindows()) {
            throw new IllegalArgumentException(path + " must run on LINUX, got operatingSystemFamily "
                + runtime.operatingSystemFamily().orElseThrow() + ": neither sidecar has an image for Windows");
        }
        if (!MODES.contains(task.getNetworkMode())) {
            throw new IllegalArgumentException(path + " must have networkMode AWS_VPC, BRIDGE or HOST, got " + task.getNetworkMode()
                + ": there the collector reaches neither the exporter nor the workspace");
        }
        requireFree(task, path, AdotSidecar.CONTAINER_NAME);
        requireFree(task, path, NodeExporterSidecar.CONTAINER_NAME);
        requireFreeId(task, TaskInstrumentation.ID);
        return task;
    }

    /** @throws IllegalArgumentException if a construct of another's has the id */
    static void requireFreeId(Construct scope, String id) {
        if (scope.getNode().tryFindChild(id) != null) {
            throw new IllegalArgumentException(scope.getNode().getPath() + " has a construct with the id " + id
                + " already, which the task's monitoring needs: choose another id for one of them");
        }
    }

    private static void requireFree(TaskDefinition task, String path, String containerName) {
        if (task.findContainer(containerName) != null) {
            throw new IllegalArgumentException(path + " has a container named " + containerName + " already: that is the name of a sidecar, rename yours");
        }
    }
}
