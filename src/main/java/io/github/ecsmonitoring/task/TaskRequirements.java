package io.github.ecsmonitoring.task;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/** What a task definition must be so that sidecars can be added to it. */
final class TaskRequirements {
    private static final Set<NetworkMode> MODES = EnumSet.of(NetworkMode.AWS_VPC, NetworkMode.BRIDGE, NetworkMode.HOST);

    private TaskRequirements() {}

    /** Why sidecars cannot be added: names the task definition's path, what it is and what it must be. */
    static Optional<String> refusal(ITaskDefinition imported) {
        String path = "task definition " + imported.getNode().getPath();
        if (!(imported instanceof TaskDefinition task)) {
            return Optional.of(
                    path + " is imported: containers can only be added to a task definition that this app makes");
        }
        return TaskMonitoring.find(task)
                .map(
                        existing ->
                                path + " is monitored by " + existing.getNode().getPath()
                                        + " already, and has one set of sidecars: give all its options and scrape jobs to the first call")
                .or(() -> refusalOfPlatform(task, path))
                .or(() -> refusalOfName(task, path, AdotSidecar.CONTAINER_NAME))
                .or(() -> refusalOfName(task, path, NodeExporterSidecar.CONTAINER_NAME))
                .or(() -> refusalOfId(task, TaskInstrumentation.ID))
                .or(() -> refusalOfId(task, SidecarContainer.linuxId(NodeExporterSidecar.CONTAINER_NAME)))
                .or(() -> refusalOfId(task, SidecarContainer.linuxId(AdotSidecar.CONTAINER_NAME)));
    }

    private static Optional<String> refusalOfPlatform(TaskDefinition task, String path) {
        TaskRuntime runtime = TaskRuntime.of(task);
        if (runtime.isWindows()) {
            return Optional.of(path + " must run on LINUX, got operatingSystemFamily "
                    + runtime.operatingSystemFamily().orElseThrow() + ": neither sidecar has an image for Windows");
        }
        if (task.getCompatibility() == Compatibility.EXTERNAL) {
            return Optional.of(path
                    + " must be for FARGATE or EC2, got compatibility EXTERNAL: on machines outside of AWS the collector finds "
                    + "neither the account nor the availability zone that label each series");
        }
        return MODES.contains(task.getNetworkMode())
                ? Optional.empty()
                : Optional.of(path + " must have networkMode AWS_VPC, BRIDGE or HOST, got " + task.getNetworkMode()
                        + ": there the collector reaches neither the exporter nor the workspace");
    }

    private static Optional<String> refusalOfName(TaskDefinition task, String path, String containerName) {
        return task.findContainer(containerName) == null
                ? Optional.empty()
                : Optional.of(path + " has a container named " + containerName
                        + " already: that is the name of a sidecar, rename yours");
    }

    /** Whether a construct of another's has the id. */
    static Optional<String> refusalOfId(Construct scope, String id) {
        return scope.getNode().tryFindChild(id) == null
                ? Optional.empty()
                : Optional.of(scope.getNode().getPath() + " has a construct with the id " + id
                        + " already, which the task's monitoring needs: choose another id for one of them");
    }

    static void require(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }
}
