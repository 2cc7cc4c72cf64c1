package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** A task needs an essential container, and the sidecars are not essential. */
public final class AppContainerCheck implements TaskCheck {
    AppContainerCheck() {}

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        return errors(task.definition(), task.sidecars());
    }

    /** The error of a task definition that has no other containers than these. */
    public static List<String> errors(TaskDefinition task, List<ContainerDefinition> sidecars) {
        return AppContainers.of(task, sidecars).isEmpty()
                ? List.of("task definition " + task.getNode().getPath()
                        + " has no app container: ECS does not run a task of sidecars only; add a container")
                : List.of();
    }
}
