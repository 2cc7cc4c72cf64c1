package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.AppContainers;
import java.util.stream.Stream;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** A fixed port of the EC2 instance that a container uses. ECS places no task on an instance whose port is in use. */
record HostPortUse(ContainerDefinition container, int port, Protocol protocol) {

    static Stream<HostPortUse> of(TaskDefinition task) {
        return AppContainers.all(task)
                .flatMap(container -> container.getPortMappings().stream()
                        .map(mapping ->
                                new HostPortUse(container, hostPort(task.getNetworkMode(), mapping), protocol(mapping)))
                        .filter(use -> use.port() > 0));
    }

    private static Protocol protocol(PortMapping mapping) {
        return mapping.getProtocol() == null ? Protocol.TCP : mapping.getProtocol();
    }

    /** 0 for a task with its own network interface, a dynamic port, or a port that is known at deployment only. */
    private static int hostPort(NetworkMode mode, PortMapping mapping) {
        Number port = mode == NetworkMode.HOST
                ? mapping.getContainerPort()
                : mode == NetworkMode.BRIDGE ? mapping.getHostPort() : null;
        return port == null || Token.isUnresolved(port) ? 0 : port.intValue();
    }
}
