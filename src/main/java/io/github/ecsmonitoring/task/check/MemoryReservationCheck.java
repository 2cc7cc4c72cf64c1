package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.ContainerDemand;
import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import java.util.List;
import software.amazon.awscdk.Annotations;

/**
 * Shows what a task runs and what it leaves, and warns about containers without a memory reservation: the sidecars
 * leave them less memory, and too little kills them at run time, not at deployment.
 */
final class MemoryReservationCheck implements TaskCheck {
    private static final String SIZE = "@ecs-monitoring/task:size";
    private static final String NO_RESERVATION = "@ecs-monitoring/task:noMemoryReservation";

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        TaskSize size = TaskSize.of(task.definition());
        List<String> open = withoutReservation(demand);
        InfoAnnotation.add(annotations, SIZE, task.name() + " runs " + demand + rest(size, demand, open));
        int left = size.memoryMiB() - demand.memoryMiB();
        // If nothing is left, TaskSizeCheck reports an error.
        if (task.definition().getIsFargateCompatible() && size.memoryMiB() > 0 && !open.isEmpty() && left >= 0) {
            annotations.addWarningV2(
                    NO_RESERVATION,
                    task.name() + " leaves " + left + " of " + size.memoryMiB() + " MiB for "
                            + String.join(" and ", open) + ", which may be too little: set memoryReservationMiB");
        }
        return List.of();
    }

    private static String rest(TaskSize size, TaskDemand demand, List<String> open) {
        if (size.memoryMiB() == 0) {
            return ", which reserve " + demand.memoryMiB() + " MiB of its instance";
        }
        String cpu = demand.cpu() > 0 && size.cpu() > 0
                ? " and " + (size.cpu() - demand.cpu()) + " of " + size.cpu() + " CPU units"
                : "";
        return " in " + size.memoryMiB() + " MiB: " + (size.memoryMiB() - demand.memoryMiB()) + " MiB" + cpu + " left"
                + (open.isEmpty() ? "" : " for " + String.join(" and ", open));
    }

    private static List<String> withoutReservation(TaskDemand demand) {
        return demand.containers().stream()
                .filter(container -> !container.hasMemory() && !Sidecars.NAMES.contains(container.container()))
                .map(ContainerDemand::container)
                .toList();
    }
}
