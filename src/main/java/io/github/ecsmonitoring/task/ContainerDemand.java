package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;

/**
 * What one container keeps for itself of its task; 0 for what it does not say, or what only the deployment knows.
 *
 * <p>One of these takes some fifty calls through jsii, so it is made once for all that looks at it.
 *
 * @param memoryMiB the reservation, else the limit
 * @param memoryLimitMiB where it is killed
 * @param saysMemory whether it has either, known or not
 * @param stopSeconds how long it may take to stop; ECS's default where it does not say
 */
record ContainerDemand(
        String container, int cpu, int memoryMiB, int memoryLimitMiB, boolean saysMemory, int stopSeconds) {
    /** ECS's. On EC2 the agent's ECS_CONTAINER_STOP_TIMEOUT can change it. */
    private static final int DEFAULT_STOP_SECONDS = 30;

    /** The CDK has no getters for sizes, only for the finished definition. */
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

    /** The CDK writes a token as a number below all that a size can be; so most need not be asked for. */
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
            parts.add(saysMemory ? "memory known at the deployment" : "no memory of its own");
        }
        if (cpu > 0) {
            parts.add(cpu + " CPU units");
        }
        return container + " (" + String.join(", ", parts) + ")";
    }
}
