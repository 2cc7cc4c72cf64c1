package io.github.ecsmonitoring.task.definition;

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
 * The order in which the containers of a task start and, in reverse, stop. It follows from dependencies and from links,
 * which the ECS agent treats as dependencies with the condition START.
 *
 * @param startsAfter for each container the names of those that it starts after
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html">ContainerDependency</a>
 */
public record ContainerOrder(Map<String, Set<String>> startsAfter) {

    /** The order at the time of the call. */
    public static ContainerOrder of(TaskDefinition task) {
        Map<String, Set<String>> startsAfter = new LinkedHashMap<>();
        boolean mayHaveLinks = task.getNetworkMode() == NetworkMode.BRIDGE;
        AppContainers.all(task)
                .forEach(
                        container -> startsAfter.put(container.getContainerName(), firstOnes(container, mayHaveLinks)));
        return new ContainerOrder(startsAfter);
    }

    /** Makes one container start after another; a no-op if it does already. */
    public static void startAfter(ContainerDefinition after, ContainerDefinition first) {
        boolean present =
                after.getContainerDependencies().stream().anyMatch(dependency -> dependency.getContainer() == first);
        if (!present) {
            after.addContainerDependencies(ContainerDependency.builder()
                    .container(first)
                    .condition(ContainerDependencyCondition.START)
                    .build());
        }
    }

    /** The containers that must have started before this one, directly or indirectly. */
    public Set<String> neededBy(String container) {
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

    /** The links of a container, each {@code name} or {@code name:alias}. */
    public static Stream<String> links(ContainerDefinition container) {
        List<String> links = container.renderContainerDefinition().getLinks();
        return links != null && Stack.of(container).resolve(links) instanceof List<?> known
                ? known.stream().map(Object::toString)
                : Stream.empty();
    }
}
