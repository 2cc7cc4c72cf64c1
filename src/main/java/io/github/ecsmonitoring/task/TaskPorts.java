package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Whether an app's container wants a port that a sidecar listens on. Where containers share their loopback, whichever
 * starts second cannot listen: that is the app.
 */
final class TaskPorts {
    private final TaskDefinition task;
    private final List<Integer> taken;
    private final List<ContainerDefinition> sidecars;
    private final boolean canMove;

    /** @param canMove whether the sidecars can have other ports, as in networkMode HOST */
    TaskPorts(TaskDefinition task, List<Integer> taken, List<ContainerDefinition> sidecars, boolean canMove) {
        this.task = task;
        this.taken = taken;
        this.sidecars = sidecars;
        this.canMove = canMove;
    }

    /** One message for each port mapping that collides; a port that is known at deployment only does not. */
    List<String> validate() {
        return AppContainers.all(task)
                .filter(container -> !sidecars.contains(container))
                .flatMap(container ->
                        container.getPortMappings().stream().flatMap(mapping -> collision(container, mapping)))
                .toList();
    }

    private Stream<String> collision(ContainerDefinition container, PortMapping mapping) {
        return taken.stream()
                .filter(port -> uses(mapping, port))
                .map(port -> "task definition " + task.getNode().getPath() + " has a container "
                        + container.getContainerName() + " with port " + port
                        + ", but ports " + taken
                        + " of the task are taken by the sidecars: let the container listen on another one"
                        + (canMove ? ", or move them by TaskMonitoring's hostPortOffset(...)" : ""));
    }

    private static boolean uses(PortMapping mapping, int port) {
        if (mapping.getProtocol() == Protocol.UDP) {
            return false;
        }
        String range = mapping.getContainerPortRange();
        if (range == null) {
            return !Token.isUnresolved(mapping.getContainerPort())
                    && mapping.getContainerPort().intValue() == port;
        }
        if (!range.matches("[0-9]{1,5}-[0-9]{1,5}")) {
            return false;
        }
        String[] ends = range.split("-");
        return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[1]);
    }
}
