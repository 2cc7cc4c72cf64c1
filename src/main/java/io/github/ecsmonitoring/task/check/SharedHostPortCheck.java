package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Warns if two services run tasks in networkMode HOST whose sidecars use the same ports, once per pair of services. */
final class SharedHostPortCheck implements TaskCheck {
    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        if (task.networkMode() == NetworkMode.HOST) {
            Set<Integer> ports = sidecarPorts(task.definition());
            for (BaseService service : task.services().thatRun(task.definition())) {
                task.services()
                        .on(service.getCluster())
                        .filter(other -> path(other).compareTo(path(service)) > 0)
                        .filter(other ->
                                sidecarPorts(other.getTaskDefinition()).stream().anyMatch(ports::contains))
                        .forEach(other -> annotations.addWarningV2(
                                "@ecs-monitoring/task:hostPorts", message(service, other, ports)));
            }
        }
        return List.of();
    }

    private static String message(BaseService service, BaseService other, Set<Integer> ports) {
        return "services " + path(service) + " and " + path(other)
                + " run tasks in networkMode HOST whose sidecars use the same ports " + ports
                + ", so ECS never places both on one instance: set another hostPortOffset for one of the task definitions";
    }

    private static Set<Integer> sidecarPorts(TaskDefinition task) {
        List<ContainerDefinition> sidecars = Sidecars.of(task);
        return sidecars.isEmpty()
                ? Set.of()
                : HostPortUse.of(task)
                        .filter(use -> sidecars.contains(use.container()))
                        .map(HostPortUse::port)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String path(BaseService service) {
        return service.getNode().getPath();
    }
}
