package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.TaskEndpoints;
import io.github.ecsmonitoring.task.definition.BridgeLinks;
import io.github.ecsmonitoring.task.definition.Sidecars;
import java.util.function.Function;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * The addresses and ports of the sidecars, which depend on the task's network mode.
 *
 * <ul>
 *   <li>AWS_VPC: the containers share the task's loopback interface.
 *   <li>BRIDGE: each container has its own loopback interface; links ({@link BridgeLinks}) connect them, and no port is
 *       published on the instance.
 *   <li>HOST: the containers share the instance's loopback interface with all such tasks. Ports are declared so that
 *       ECS never places two tasks with the same ports on one instance.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html">task networking</a>
 */
record TaskNetwork(NetworkMode mode, int exporterPort, int telemetryPort, int healthCheckPort, int otlpPort) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";

    /** The ports of a task; in host mode the offset keeps them apart from the daemon's. */
    static TaskNetwork of(TaskDefinition task, int hostPortOffset) {
        return task.getNetworkMode() == NetworkMode.HOST
                ? host(hostPortOffset)
                : new TaskNetwork(task.getNetworkMode(), 9100, 8888, 13133, TaskEndpoints.OTLP_PORT);
    }

    /** The ports of the instance's daemon: the default ports. */
    static TaskNetwork ofDaemon() {
        return host(0);
    }

    private static TaskNetwork host(int offset) {
        // A daemon receives no OTLP, so the first task uses the default ports; each task uses two.
        int otlpPort = TaskEndpoints.OTLP_PORT + 2 * Math.max(0, offset - 1);
        return new TaskNetwork(NetworkMode.HOST, 9100 + offset, 8888 + offset, 13133 + offset, otlpPort);
    }

    boolean isBridge() {
        return mode == NetworkMode.BRIDGE;
    }

    boolean isHost() {
        return mode == NetworkMode.HOST;
    }

    /** The value of {@code --web.listen-address}. */
    String exporterListenAddress() {
        return (isBridge() ? ANY : LOOPBACK) + ":" + exporterPort;
    }

    TaskEndpoints endpoints() {
        String exporterHost = isBridge() ? Sidecars.EXPORTER : LOOPBACK;
        Function<ScrapeJob, String> appHost = isBridge() ? BridgeLinks::hostOf : job -> LOOPBACK;
        return new TaskEndpoints(
                exporterHost + ":" + exporterPort,
                telemetryPort,
                healthCheckPort,
                isBridge() ? ANY : LOOPBACK,
                otlpPort,
                appHost);
    }

    /** Declares the host ports of the sidecars; a no-op in other modes. */
    void declarePorts(AdotConfig config, ContainerDefinition exporter, ContainerDefinition collector) {
        if (isHost()) {
            config.ports().forEach(port -> declare(port == exporterPort ? exporter : collector, port, Protocol.TCP));
            config.udpPorts().forEach(port -> declare(collector, port, Protocol.UDP));
        }
    }

    private static void declare(ContainerDefinition container, int port, Protocol protocol) {
        container.addPortMappings(PortMapping.builder()
                .containerPort(port)
                .hostPort(port)
                .protocol(protocol)
                .build());
    }
}
