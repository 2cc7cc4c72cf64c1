package io.github.ecsmonitoring.task.definition;

import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Container names and construct ids that the library reserves in a task definition. */
public final class Sidecars {
    /** The ADOT collector's container. */
    public static final String COLLECTOR = "adot";
    /** The node exporter's container. */
    public static final String EXPORTER = "node-exporter";
    /** Both container names. */
    public static final Set<String> NAMES = Set.of(COLLECTOR, EXPORTER);
    /** The construct beneath a task definition that marks it as monitored. */
    public static final String INSTRUMENTATION_ID = "EcsMonitoring";

    private Sidecars() {}

    /** The id of the construct that holds a sidecar's Linux parameters, beneath the task definition. */
    public static String linuxParametersId(String container) {
        return container + "-linux";
    }

    /** The sidecars of a task definition; empty if it is not monitored. */
    public static List<ContainerDefinition> of(TaskDefinition task) {
        return task.getNode().tryFindChild(INSTRUMENTATION_ID) == null
                ? List.of()
                : AppContainers.all(task)
                        .filter(container -> NAMES.contains(container.getContainerName()))
                        .toList();
    }
}
