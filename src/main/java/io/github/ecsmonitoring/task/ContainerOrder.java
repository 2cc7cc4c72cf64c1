package io.github.ecsmonitoring.task;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Which container of a task starts after which, and so stops before it: by a dependency, or by a link, which the agent
 * of ECS treats as a dependency with the condition START.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html">ContainerDependency</a>
 */
record ContainerOrder(Map<String, Set<String>> startsAfter) {

    /** As it is now: what is added later is not in it. */
    static ContainerOrder of(TaskDefinition task) {
        Map<String, Set<String>> startsAfter = new LinkedHashMap<>();
        boolean mayHaveLinks = task.getNetworkMode() == NetworkMode.BRIDGE;
        AppContainers.all(task)
                .forEach(
                        container -> startsAfter.put(container.getContainerName(), firstOnes(container, mayHaveLinks)));
        return new ContainerOrder(startsAfter);
    }

    /** The container {@code after} starts after {@code first} has started. Does nothing where it does already. */
    static void startAfter(ContainerDefinition after, ContainerDefinition first) {
        boolean present =
                after.getContainerDependencies().stream().anyMatch(dependency -> dependency.getContainer() == first);
        if (!present) {
            after.addContainerDependencies(ContainerDependency.builder()
                    .container(first)
                    .condition(ContainerDependencyCondition.START)
                    .build());
        }
    }

    /** All that must have started before this container, directly or not. */
    Set<String> neededBy(String container) {
        Set<String> needed = new HashSet<>();
        addNeeded(container, needed);
        return needed;
    }

    private void addNeeded(String container, Set<String> needed) {
        for (String first : startsAfter.getOrDefault(container, Set.of())) {
            if (needed.add(first)) {
                addNeeded(first, needed);
            }
        }
    }

    private static Set<String> firstOnes(ContainerDefinition container, boolean mayHaveLinks) {
        Set<String> names = new LinkedHashSet<>();
        container
                .getContainerDependencies()
                .forEach(dependency -> names.add(dependency.getContainer().getContainerName()));
        if (mayHaveLinks) {
            links(container).map(link -> link.split(":")[0]).forEach(names::add);
        }
        return names;
    }

    /** Each {@code name} or {@code name:alias}. */
    static Stream<String> links(ContainerDefinition container) {
        List<String> links = container.renderContainerDefinition().getLinks();
        return links != null && Stack.of(container).resolve(links) instanceof List<?> known
                ? known.stream().map(Object::toString)
                : Stream.empty();
    }
}
