package io.github.ecsmonitoring.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * Who takes which port of a cluster's instances. ECS places no task on an instance where a port that it declares is
 * taken; tasks that no service of this app runs are not known here.
 */
final class HostPorts {
    private HostPorts() {}

    /** A container that takes a port of the instance. */
    private record Taker(ContainerDefinition container, int port) {}

    /** One message for each container that would keep its task from ever being placed beside the daemon. */
    static List<String> validate(HostMonitoring daemon, ICluster cluster, List<Integer> ports, TaskServices services) {
        List<String> errors = new ArrayList<>();
        services.on(cluster)
                .filter(service -> service != daemon.getService())
                .forEach(
                        service -> takers(service.getTaskDefinition())
                                .filter(taker -> ports.contains(taker.port()))
                                .forEach(
                                        taker -> errors.add(
                                                "service " + path(service) + " runs task definition "
                                                        + path(service.getTaskDefinition())
                                                        + ", whose container "
                                                        + taker.container().getContainerName() + " takes port "
                                                        + taker.port() + " of its instance, but "
                                                        + path(daemon) + " takes ports " + ports
                                                        + " of each instance of cluster " + path(cluster)
                                                        + ": such a task is never placed; let it use another port, or take it away if it is an exporter too")));
        return errors;
    }

    /**
     * Two task definitions whose sidecars take one port can run, but not on one instance. Each pair of services is told
     * once.
     */
    static void warnOfNeighbours(IConstruct place, TaskDefinition task, TaskServices services) {
        Set<Integer> own = sidecarPorts(task);
        for (BaseService service : services.thatRun(task)) {
            services.on(service.getCluster())
                    .filter(other -> path(other).compareTo(path(service)) > 0)
                    .filter(other ->
                            sidecarPorts(other.getTaskDefinition()).stream().anyMatch(own::contains))
                    .forEach(
                            other -> Annotations.of(place)
                                    .addWarningV2(
                                            "@ecs-monitoring/task:hostPorts",
                                            "services " + path(service) + " and " + path(other)
                                                    + " run tasks in networkMode HOST whose sidecars take the same ports of "
                                                    + own
                                                    + ": ECS never places both on one instance; give one task definition another hostPortOffset"));
        }
    }

    private static Set<Integer> sidecarPorts(TaskDefinition task) {
        return TaskMonitoring.find(task).stream()
                .flatMap(monitoring -> takers(task).filter(taker -> monitoring.isSidecar(taker.container())))
                .map(Taker::port)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Taker> takers(TaskDefinition task) {
        return AppContainers.all(task)
                .flatMap(container -> container.getPortMappings().stream()
                        .map(mapping -> new Taker(container, hostPort(task.getNetworkMode(), mapping)))
                        .filter(taker -> taker.port() > 0));
    }

    /** 0 where the task has an address of its own, or the deployment decides. */
    private static int hostPort(NetworkMode mode, PortMapping mapping) {
        Number port = mode == NetworkMode.HOST
                ? mapping.getContainerPort()
                : mode == NetworkMode.BRIDGE ? mapping.getHostPort() : null;
        return port == null || Token.isUnresolved(port) ? 0 : port.intValue();
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }
}
