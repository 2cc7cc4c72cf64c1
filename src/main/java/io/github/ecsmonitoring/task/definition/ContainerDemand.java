package io.github.ecsmonitoring.task.definition;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;

/**
 * CPU, memory and stop timeout of one container; 0 for a value that is not set or is known at deployment only.
 *
 * <p>Reading one takes some fifty jsii calls, so all checks share it.
 *
 * @param container the container's name
 * @param cpu reserved CPU units
 * @param memoryMiB the reservation, else the limit
 * @param memoryLimitMiB the limit at which the container is killed
 * @param hasMemory whether a reservation or limit is set, even one that is known at deployment only
 * @param stopSeconds the stop timeout, else ECS's default
 */
public record ContainerDemand(
        String container, int cpu, int memoryMiB, int memoryLimitMiB, boolean hasMemory, int stopSeconds) {
    /** On EC2 the agent's ECS_CONTAINER_STOP_TIMEOUT can change this default. */
    private static final int DEFAULT_STOP_SECONDS = 30;

    // The CDK has no getters for sizes, only the rendered definition.
    static ContainerDemand of(ContainerDefinition container) {
        CfnTaskDefinition.ContainerDefinitionProperty rendered = container.renderContainerDefinition();
        int limit = known(container, rendered.getMemory());
        int reservation = known(container, rendered.getMemoryReservation());
        return new ContainerDemand(
                container.getContainerName(),
                known(container, rendered.getCpu()),
                reservation > 0 ? reservation : limit,
                limit,
                rendered.getMemory() != null || rendered.getMemoryReservation() != null,
                stopSeconds(rendered.getStopTimeout()));
    }

    private static int stopSeconds(Number timeout) {
        return timeout == null || isToken(timeout) ? DEFAULT_STOP_SECONDS : timeout.intValue();
    }

    /** Numeric tokens are negative, so most values are recognized without a jsii call. */
    private static boolean isToken(Number value) {
        return value.doubleValue() < 0 && Token.isUnresolved(value);
    }

    private static int known(ContainerDefinition container, Number value) {
        if (value == null) {
            return 0;
        }
        return (isToken(value) ? Stack.of(container).resolve(value) : value) instanceof Number number
                ? number.intValue()
                : 0;
    }

    /** For example {@code adot (160–256 MiB)}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (memoryMiB > 0) {
            parts.add(memoryLimitMiB > memoryMiB ? memoryMiB + "–" + memoryLimitMiB + " MiB" : memoryMiB + " MiB");
        } else {
            parts.add(hasMemory ? "memory known at deployment only" : "no memory reservation");
        }
        if (cpu > 0) {
            parts.add(cpu + " CPU units");
        }
        return container + " (" + String.join(", ", parts) + ")";
    }
}
