package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.FirelensLogRouter;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * The containers of a task by what they are for: the app's, the two sidecars, and those that the app needs around it
 * from start to stop.
 */
final class AppContainers {
    private AppContainers() {}

    /** All, in the order in which they were added. */
    static Stream<ContainerDefinition> all(TaskDefinition task) {
        return task.getNode().getChildren().stream()
                .filter(ContainerDefinition.class::isInstance)
                .map(ContainerDefinition.class::cast);
    }

    /** Without the sidecars, log routers and proxy. */
    static List<ContainerDefinition> of(TaskDefinition task, List<ContainerDefinition> sidecars) {
        String proxy = proxyName(task);
        return all(task)
                .filter(container -> !sidecars.contains(container)
                        && !isLogRouter(container)
                        && !container.getContainerName().equals(proxy))
                .toList();
    }

    /** Through the proxy of App Mesh goes all traffic of the task, also the collector's, if there is one. */
    static List<ContainerDefinition> proxies(TaskDefinition task) {
        String proxy = proxyName(task);
        return all(task)
                .filter(container -> container.getContainerName().equals(proxy))
                .toList();
    }

    /** ECS itself starts it before the containers that log through it. */
    private static boolean isLogRouter(ContainerDefinition container) {
        return container instanceof FirelensLogRouter;
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
