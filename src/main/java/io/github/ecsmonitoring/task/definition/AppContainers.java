package io.github.ecsmonitoring.task.definition;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.FirelensLogRouter;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** The containers of a task by role: the app's own, sidecars, log routers, and the App Mesh proxy. */
public final class AppContainers {
    private AppContainers() {}

    /** All containers, in the order in which they were added. */
    public static Stream<ContainerDefinition> all(TaskDefinition task) {
        return task.getNode().getChildren().stream()
                .filter(ContainerDefinition.class::isInstance)
                .map(ContainerDefinition.class::cast);
    }

    /** The app's containers: all except the given sidecars, log routers and the proxy. */
    public static List<ContainerDefinition> of(TaskDefinition task, List<ContainerDefinition> sidecars) {
        String proxy = proxyName(task);
        return all(task)
                // ECS itself starts a log router before the containers that log through it.
                .filter(container -> !sidecars.contains(container)
                        && !(container instanceof FirelensLogRouter)
                        && !container.getContainerName().equals(proxy))
                .toList();
    }

    /** The App Mesh proxy, through which all traffic of the task goes, including the collector's; empty if none. */
    public static List<ContainerDefinition> proxies(TaskDefinition task) {
        String proxy = proxyName(task);
        return all(task)
                .filter(container -> container.getContainerName().equals(proxy))
                .toList();
    }

    /** Null if there is none. */
    private static String proxyName(TaskDefinition task) {
        Object proxy = ((CfnTaskDefinition) task.getNode().getDefaultChild()).getProxyConfiguration();
        return proxy != null
                        && Stack.of(task).resolve(proxy) instanceof Map<?, ?> values
                        && values.get("containerName") instanceof String name
                ? name
                : null;
    }
}
