package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * Says at synth what a task will run and what it leaves, and warns where nobody said what the app needs: it has less
 * memory with the sidecars, and what it lacks kills it when it runs, not when it is deployed.
 */
final class SizeAnnotations {
    private static final Set<String> SIDECARS = Set.of(AdotSidecar.CONTAINER_NAME, NodeExporterSidecar.CONTAINER_NAME);

    private final IConstruct place;
    private final String path;
    private final TaskSize size;
    private final TaskDemand demand;

    private SizeAnnotations(IConstruct place, TaskDefinition task, TaskDemand demand) {
        this.place = place;
        path = task.getNode().getPath();
        size = TaskSize.of(task);
        this.demand = demand;
    }

    static void addTo(IConstruct place, TaskDefinition task, TaskDemand demand) {
        SizeAnnotations annotations = new SizeAnnotations(place, task, demand);
        annotations.sayWhatRuns();
        if (task.getIsFargateCompatible() && annotations.size.memoryMiB() > 0) {
            annotations.warnOfOpenDemand();
        }
    }

    private void sayWhatRuns() {
        Infos.add(
                place,
                Infos.SIZE,
                "task definition " + path + " runs " + demand
                        + (size.memoryMiB() > 0
                                ? " in " + size.memoryMiB() + " MiB: " + left()
                                : ", which keep " + demand.memoryMiB() + " MiB of its instance"));
    }

    private String left() {
        String cpu = demand.cpu() > 0 && size.cpu() > 0
                ? " and " + (size.cpu() - demand.cpu()) + " of " + size.cpu() + " CPU units"
                : "";
        return size.memoryMiB() - demand.memoryMiB() + " MiB" + cpu + " left"
                + (open().isEmpty() ? "" : " for " + String.join(" and ", open()));
    }

    /** A task without enough is an error; then nobody needs to be told that there might not be enough. */
    private void warnOfOpenDemand() {
        int left = size.memoryMiB() - demand.memoryMiB();
        if (!open().isEmpty() && left >= 0) {
            Annotations.of(place)
                    .addWarningV2(
                            "@ecs-monitoring/task:noMemoryReservation",
                            "task definition " + path + " leaves " + left + " of "
                                    + size.memoryMiB() + " MiB for " + String.join(" and ", open())
                                    + ", which may be too little without an error, since no memoryReservationMiB says what is needed");
        }
    }

    private List<String> open() {
        return demand.containers().stream()
                .filter(container -> !container.saysMemory() && !SIDECARS.contains(container.container()))
                .map(ContainerDemand::container)
                .toList();
    }
}
