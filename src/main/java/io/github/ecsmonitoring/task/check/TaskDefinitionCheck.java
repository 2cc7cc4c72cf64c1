package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskRuntime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.services.ecs.Compatibility;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Which task definitions sidecars can be added to. */
public final class TaskDefinitionCheck {
    private static final Set<NetworkMode> MODES = EnumSet.of(NetworkMode.AWS_VPC, NetworkMode.BRIDGE, NetworkMode.HOST);

    private TaskDefinitionCheck() {}

    /** Why sidecars cannot be added; empty if they can. */
    public static Optional<String> obstacle(ITaskDefinition task) {
        String name = "task definition " + task.getNode().getPath();
        return task instanceof TaskDefinition own
                ? obstacle(own, name)
                : Optional.of(
                        name
                                + " is imported: containers can only be added to a task definition that is created in this app");
    }

    private static Optional<String> obstacle(TaskDefinition task, String name) {
        return platform(task, name)
                .or(() -> containerName(task, name, Sidecars.COLLECTOR))
                .or(() -> containerName(task, name, Sidecars.EXPORTER))
                .or(() -> ConstructIdCheck.obstacle(task, Sidecars.INSTRUMENTATION_ID))
                .or(() -> ConstructIdCheck.obstacle(task, Sidecars.linuxParametersId(Sidecars.EXPORTER)))
                .or(() -> ConstructIdCheck.obstacle(task, Sidecars.linuxParametersId(Sidecars.COLLECTOR)));
    }

    private static Optional<String> platform(TaskDefinition task, String name) {
        TaskRuntime runtime = TaskRuntime.of(task);
        if (runtime.isWindows()) {
            return Optional.of(name + " must run on LINUX, got operatingSystemFamily "
                    + runtime.operatingSystemFamily().orElseThrow() + ": the sidecars have no images for Windows");
        }
        if (task.getCompatibility() == Compatibility.EXTERNAL) {
            return Optional.of(name
                    + " must have compatibility FARGATE, EC2 or MANAGED_INSTANCES, got EXTERNAL: outside of AWS the collector cannot detect the account and "
                    + "the availability zone, which label every series");
        }
        return MODES.contains(task.getNetworkMode())
                ? Optional.empty()
                : Optional.of(name + " must have networkMode AWS_VPC, BRIDGE or HOST, got " + task.getNetworkMode()
                        + ": the collector would reach neither the exporter nor the workspace");
    }

    private static Optional<String> containerName(TaskDefinition task, String name, String container) {
        return task.findContainer(container) == null
                ? Optional.empty()
                : Optional.of(name + " already has a container named " + container
                        + ", the name of a sidecar: rename the container");
    }
}
