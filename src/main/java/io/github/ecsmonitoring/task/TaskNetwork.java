package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.TaskEndpoints;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Protocol;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * What a task's network mode means for its sidecars: where they listen and who reaches them. The one place that knows.
 *
 * <ul>
 *   <li>AWS_VPC: the containers share the task's own loopback.
 *   <li>BRIDGE: each container has its own; they find each other by links ({@link BridgeLinks}), and nothing is
 *       published on the instance.
 *   <li>HOST: the containers share the instance's loopback with all other such tasks. Ports are declared, though
 *       nothing outside the instance reaches them, so that ECS never places two tasks together of which one could not
 *       listen.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html">task networking</a>
 */
record TaskNetwork(NetworkMode mode, int exporterPort, int telemetryPort, int healthCheckPort, int otlpPort) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";

    /**
     * Ports of a task; of one in host mode they are moved up by the offset, out of the way of the instance's daemon.
     */
    static TaskNetwork of(TaskDefinition task, int hostPortOffset) {
        return task.getNetworkMode() == NetworkMode.HOST
                ? host(hostPortOffset)
                : new TaskNetwork(task.getNetworkMode(), 9100, 8888, 13133, TaskEndpoints.OTLP_PORT);
    }

    /** The instance's daemon, which has node_exporter's own port. */
    static TaskNetwork ofDaemon() {
        return host(0);
    }

    private static TaskNetwork host(int offset) {
        // A daemon takes no OTLP, so the first task has the ports that SDKs know; each takes two.
        int otlpPort = TaskEndpoints.OTLP_PORT + 2 * Math.max(0, offset - 1);
        return new TaskNetwork(NetworkMode.HOST, 9100 + offset, 8888 + offset, 13133 + offset, otlpPort);
    }

    boolean isBridge() {
        return mode == NetworkMode.BRIDGE;
    }

    boolean isHost() {
        return mode == NetworkMode.HOST;
    }

    /** What follows {@code --web.listen-address=}. */
    String exporterListenAddress() {
        return (isBridge() ? ANY : LOOPBACK) + ":" + exporterPort;
    }

    TaskEndpoints endpoints() {
        String exporterHost = isBridge() ? NodeExporterSidecar.CONTAINER_NAME : LOOPBACK;
        Function<ScrapeJob, String> appHost = isBridge() ? BridgeLinks::hostOf : job -> LOOPBACK;
        return new TaskEndpoints(
                exporterHost + ":" + exporterPort,
                telemetryPort,
                healthCheckPort,
                isBridge() ? ANY : LOOPBACK,
                otlpPort,
                appHost);
    }

    /** In host mode, that the sidecars take these ports of the instance. */
    void declarePorts(List<Integer> ports, ContainerDefinition exporter, ContainerDefinition collector) {
        if (isHost()) {
            ports.forEach(port -> declare(port == exporterPort ? exporter : collector, port));
        }
    }

    private static void declare(ContainerDefinition container, int port) {
        container.addPortMappings(PortMapping.builder()
                .containerPort(port)
                .hostPort(port)
                .protocol(Protocol.TCP)
                .build());
    }
}
