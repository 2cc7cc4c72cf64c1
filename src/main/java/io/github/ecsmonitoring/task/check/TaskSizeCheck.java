package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.ContainerDemand;
import io.github.ecsmonitoring.task.definition.FargateSizes;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * A task must hold what its containers reserve. ECS rejects a task definition that is too small, but only at
 * deployment; the CDK checks CPU values that are plain numbers, and no memory. A size that is not set or is known at
 * deployment only passes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">task
 *     definition parameters</a>
 */
final class TaskSizeCheck implements TaskCheck {
    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        return errors(task.definition(), demand);
    }

    static List<String> errors(TaskDefinition task, TaskDemand demand) {
        TaskSize size = TaskSize.of(task);
        String name = "task definition " + task.getNode().getPath();
        String remedy = remedy(task, size, demand);
        List<String> errors = new ArrayList<>();
        if (size.cpu() > 0 && demand.cpu() > size.cpu()) {
            errors.add(name + " has " + size.cpu() + " CPU units, but its containers reserve " + demand.cpu() + " ("
                    + demand.sum(ContainerDemand::cpu) + "): " + remedy);
        }
        if (size.memoryMiB() > 0) {
            String memory = name + " has " + size.memoryMiB() + " MiB of memory, but ";
            if (demand.memoryMiB() > size.memoryMiB()) {
                errors.add(memory + "its containers reserve " + demand.memoryMiB() + " ("
                        + demand.sum(ContainerDemand::memoryMiB) + "): " + remedy);
            }
            demand.containers().stream()
                    .filter(container -> container.memoryLimitMiB() > size.memoryMiB())
                    .forEach(container -> errors.add(memory + "container " + container.container() + " has a limit of "
                            + container.memoryLimitMiB() + ": " + remedy));
        }
        return errors;
    }

    private static String remedy(TaskDefinition task, TaskSize size, TaskDemand demand) {
        if (!task.getIsFargateCompatible() || !size.isKnown()) {
            return "reduce it or choose a larger task";
        }
        return FargateSizes.smallest(demand.atLeast(size))
                .map(next -> "reduce it or choose a larger task; the next sufficient size on Fargate is " + next
                        + ", which upsize() selects")
                .orElse("reduce it, since Fargate has no task of this size");
    }
}
