package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.constructs.IConstruct;

/** The checks of a monitored task at synth, in the order of their messages. */
public final class TaskChecks {
    private static final List<TaskCheck> ALL = List.of(
            new PublicImageCheck(),
            new PrivateNetworkCheck(),
            new AppContainerCheck(),
            new ScrapeJobContainerCheck(),
            new BridgeLinkCheck(),
            new SidecarPortCheck(),
            new StartStopTimeCheck(),
            new MemoryReservationCheck(),
            new SharedHostPortCheck(),
            new InstanceMemoryCheck(),
            new TaskSizeCheck());

    private TaskChecks() {}

    /**
     * Runs all checks.
     *
     * @param annotated the construct that receives warnings and infos
     * @return one message per error
     */
    public static List<String> errors(MonitoredTask task, IConstruct annotated) {
        TaskDemand demand = TaskDemand.of(task.definition());
        Annotations annotations = Annotations.of(annotated);
        return ALL.stream()
                .flatMap(check -> check.errors(task, demand, annotations).stream())
                .toList();
    }
}
