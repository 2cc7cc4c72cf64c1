package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * Whether a task holds what its containers reserve, so that the sidecars never take what the app has asked for. ECS
 * refuses a task definition where it does not, but only at the deployment; the CDK looks at the CPU of what it is given
 * as plain numbers, and at no memory.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">task
 *     definition parameters</a>
 */
final class TaskSizing {
    private final TaskDefinition task;

    TaskSizing(TaskDefinition task) {
        this.task = task;
    }

    /**
     * One message for each thing that does not fit; a size that the task leaves open, or that only the deployment
     * knows, fits.
     */
    List<String> validate(TaskDemand demand) {
        TaskSize size = TaskSize.of(task);
        String advice = advice(size, demand);
        List<String> errors = new ArrayList<>();
        if (size.cpu() > 0 && demand.cpu() > size.cpu()) {
            errors.add(has(size.cpu() + " CPU units") + "its containers reserve " + demand.cpu() + " ("
                    + demand.sum(ContainerDemand::cpu) + "): " + advice);
        }
        if (size.memoryMiB() > 0) {
            String memory = has(size.memoryMiB() + " MiB of memory");
            if (demand.memoryMiB() > size.memoryMiB()) {
                errors.add(memory + "its containers reserve " + demand.memoryMiB() + " ("
                        + demand.sum(ContainerDemand::memoryMiB) + "): " + advice);
            }
            demand.containers().stream()
                    .filter(container -> container.memoryLimitMiB() > size.memoryMiB())
                    .forEach(container -> errors.add(memory + "container " + container.container() + " has a limit of "
                            + container.memoryLimitMiB() + ": " + advice));
        }
        return errors;
    }

    private String has(String what) {
        return "task definition " + task.getNode().getPath() + " has " + what + ", but ";
    }

    private String advice(TaskSize size, TaskDemand demand) {
        if (!task.getIsFargateCompatible() || !size.isKnown()) {
            return "make the task larger or this smaller";
        }
        return FargateSizes.smallest(demand.in(size))
                .map(next -> "make this smaller or the task larger; Fargate's next size that is enough is " + next
                        + ", which upsize() takes")
                .orElse("make this smaller, since no task on Fargate is that large");
    }

    /**
     * Takes Fargate's next size where the present one is too small, and says so at the place. Leaves alone what is
     * large enough, is not for Fargate, has a size that only the deployment knows, or would need more than Fargate has.
     */
    void upsize(IConstruct place) {
        TaskSize size = TaskSize.of(task);
        TaskSize needed = TaskDemand.of(task).in(size);
        if (!task.getIsFargateCompatible() || !size.isKnown() || needed.equals(size)) {
            return;
        }
        Optional<TaskSize> next = FargateSizes.smallest(needed);
        next.ifPresent(larger -> {
            larger.applyTo(task);
            Infos.add(
                    place,
                    Infos.UPSIZED,
                    "task definition " + task.getNode().getPath() + " gets " + larger + " in place of " + size
                            + " by upsize()");
        });
    }
}
