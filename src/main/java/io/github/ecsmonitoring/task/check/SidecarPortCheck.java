package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;

/**
 * Containers that share a loopback interface cannot listen on the sidecars' ports: the app starts later, so it is the
 * app that would fail.
 */
final class SidecarPortCheck implements TaskCheck {
    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        if (task.networkMode() == NetworkMode.BRIDGE) {
            return List.of();
        }
        return AppContainers.all(task.definition())
                .filter(container -> !task.sidecars().contains(container))
                .flatMap(container ->
                        container.getPortMappings().stream().flatMap(mapping -> conflicts(task, container, mapping)))
                .toList();
    }

    private static Stream<String> conflicts(MonitoredTask task, ContainerDefinition container, PortMapping mapping) {
        boolean udp = mapping.getProtocol() == Protocol.UDP;
        List<Integer> reserved = udp ? task.config().udpPorts() : task.config().ports();
        return reserved.stream()
                .filter(port -> uses(mapping, port))
                .map(port -> "container " + container.getContainerName() + " of " + task.name() + " must not use a "
                        + (udp ? "UDP " : "") + "port of the sidecars " + reserved + ", got " + port
                        + ": choose another port for the container"
                        + (task.networkMode() == NetworkMode.HOST
                                ? ", or move the sidecars' ports with hostPortOffset(...)"
                                : ""));
    }

    /** False for a port that is known at deployment only. */
    private static boolean uses(PortMapping mapping, int port) {
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
