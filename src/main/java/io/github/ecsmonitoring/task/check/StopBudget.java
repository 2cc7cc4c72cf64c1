package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.ContainerOrder;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long a task may take to stop. A container stops after all containers that started after it, and is killed after
 * its stopTimeout; so the task takes as long as the longest chain of such containers.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html">Fargate
 *     Spot's two minutes</a>
 */
final class StopBudget {
    /** The time between the notice and the end of a task on Spot. */
    static final int SPOT_SECONDS = 120;

    private final Map<String, Integer> seconds = new LinkedHashMap<>();
    private final ContainerOrder order;

    private StopBudget(TaskDemand demand, ContainerOrder order) {
        demand.containers().stream()
                .filter(container -> order.startsAfter().containsKey(container.container()))
                .forEach(container -> seconds.put(container.container(), container.stopSeconds()));
        this.order = order;
    }

    static StopBudget of(TaskDemand demand, ContainerOrder order) {
        return new StopBudget(demand, order);
    }

    /** Containers that stop one after the other, with their stop timeouts in seconds. */
    record Chain(Map<String, Integer> steps) {
        int seconds() {
            return steps.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** For example {@code app 30 + adot 60 + node-exporter 10}. */
        @Override
        public String toString() {
            return steps.entrySet().stream()
                    .map(step -> step.getKey() + " " + step.getValue())
                    .collect(Collectors.joining(" + "));
        }
    }

    /** The longest chain of all containers. */
    Chain withSidecars() {
        return longest(seconds.keySet());
    }

    /** The longest chain without these containers. */
    Chain without(Set<String> sidecars) {
        List<String> others = new ArrayList<>(seconds.keySet());
        others.removeAll(sidecars);
        return longest(others);
    }

    private Chain longest(Collection<String> containers) {
        return containers.stream()
                .map(container -> chainTo(container, containers))
                .max(Comparator.comparingInt(Chain::seconds))
                .orElse(new Chain(Map.of()));
    }

    /** The longest chain that ends with a container. */
    private Chain chainTo(String container, Collection<String> containers) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        // Without the container itself: a cycle, which ECS rejects, must not cause endless recursion here.
        List<String> others =
                containers.stream().filter(other -> !other.equals(container)).toList();
        others.stream()
                .filter(other -> order.startsAfter().get(other).contains(container))
                .map(other -> chainTo(other, others))
                .max(Comparator.comparingInt(Chain::seconds))
                .ifPresent(before -> steps.putAll(before.steps()));
        steps.put(container, seconds.get(container));
        return new Chain(steps);
    }
}
