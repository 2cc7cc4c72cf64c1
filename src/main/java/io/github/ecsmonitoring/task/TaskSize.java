package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Whether a task's memory holds what its containers reserve. ECS refuses a task definition where it does not, but only at the
 * deployment; the CDK checks CPU, not memory.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">task definition parameters</a>
 */
final class TaskSize {
    private final TaskDefinition task;

    TaskSize(TaskDefinition task) {
        this.task = task;
    }

    private record Reservation(String container, int memoryMiB, int memoryLimitMiB) {
        static Reservation of(ContainerDefinition container) {
            CfnTaskDefinition.ContainerDefinitionProperty rendered = container.renderContainerDefinition();
            int limit = known(rendered.getMemory());
            int reservation = known(rendered.getMemoryReservation());
            return new Reservation(container.getContainerName(), reservation > 0 ? reservation : limit, limit);
        }

        private static int known(Number value) {
            return value == null || Token.isUnresolved(value) ? 0 : value.intValue();
        }
    }

    /** One message for each thing that does not fit; a size that the task leaves open or is a token fits. */
    List<String> validate() {
        String memory = ((CfnTaskDefinition) task.getNode().getDefaultChild()).getMemory();
        if (memory == null || !memory.matches("[0-9]{1,9}")) {
            return List.of();
        }
        int available = Integer.parseInt(memory);
        List<Reservation> containers = task.getNode().getChildren().stream()
            .filter(ContainerDefinition.class::isInstance)
            .map(child -> Reservation.of((ContainerDefinition) child))
            .toList();
        String has = "task definition " + task.getNode().getPath() + " has " + available + " MiB of memory, but ";
        List<String> errors = new ArrayList<>();
        int sum = containers.stream().mapToInt(Reservation::memoryMiB).sum();
        if (sum > available) {
            errors.add(has + "its containers reserve " + sum + " (" + parts(containers) + "): make the task larger or reserve less");
        }
        containers.stream()
            .filter(container -> container.memoryLimitMiB() > available)
            .forEach(container -> errors.add(has + "container " + container.container() + " has a limit of " + container.memoryLimitMiB()
                + ": make the task larger or the limit smaller"));
        return errors;
    }

    private static String parts(List<Reservation> containers) {
        return containers.stream()
            .filter(container -> container.memoryMiB() > 0)
            .map(container -> container.container() + " " + container.memoryMiB())
            .collect(Collectors.joining(" + "));
    }
}
