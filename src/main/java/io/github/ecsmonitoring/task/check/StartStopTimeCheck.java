package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.ContainerOrder;
import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;

/**
 * Shows how much the sidecars delay the start and the stop of a task, and warns if a task on Fargate Spot may be killed
 * before it has stopped.
 */
final class StartStopTimeCheck implements TaskCheck {
    private static final String TIME = "@ecs-monitoring/task:time";
    private static final String STOP_ON_SPOT = "@ecs-monitoring/task:stopOnSpot";

    /**
     * An estimate, not measured on ECS: the collector starts within 0.5 s on a developer's machine, and a container
     * counts as started when its process runs. Pulling the image takes additional time unless it is cached.
     */
    private static final int SECONDS_TO_START = 1;

    /**
     * Measured with a scrape interval of 30 s: the first samples of all jobs arrive after 19 to 42 s, since they are
     * sent in batches of 10 s.
     */
    private static final int SECONDS_TO_SEND = 15;

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        ContainerOrder order = ContainerOrder.of(task.definition());
        StopBudget budget = StopBudget.of(demand, order);
        StopBudget.Chain chain = budget.withSidecars();
        List<String> first = sidecarsBeforeApp(order);
        int atStart = first.size() * SECONDS_TO_START;
        int atStop = chain.seconds() - budget.without(Sidecars.NAMES).seconds();
        int firstData = task.config().scrapeIntervalSeconds() + SECONDS_TO_SEND;
        InfoAnnotation.add(
                annotations,
                TIME,
                "the sidecars of " + task.name() + " add up to " + (atStart + atStop) + " s: " + atStart
                        + " s to the start" + (first.isEmpty() ? "" : " (" + sum(first) + ")") + " and " + atStop
                        + " s to the stop, which takes up to " + chain.seconds() + " s (" + chain
                        + "); first samples arrive within " + firstData + " s");
        if (chain.seconds() > StopBudget.SPOT_SECONDS) {
            task.services().thatRun(task.definition()).stream()
                    .filter(StartStopTimeCheck::isOnSpot)
                    .forEach(service -> annotations.addWarningV2(STOP_ON_SPOT, spotWarning(service, task, chain)));
        }
        return List.of();
    }

    private static String spotWarning(BaseService service, MonitoredTask task, StopBudget.Chain chain) {
        return "service " + service.getNode().getPath() + " runs " + task.name()
                + " on FARGATE_SPOT, which kills a task " + StopBudget.SPOT_SECONDS
                + " s after its notice, but the task may take " + chain.seconds() + " s to stop (" + chain
                + ") and then lose its last samples: shorten the stopTimeout of the app's containers";
    }

    /** The sidecars that a container of the app waits for. */
    private static List<String> sidecarsBeforeApp(ContainerOrder order) {
        Set<String> awaited = new TreeSet<>(Comparator.reverseOrder());
        order.startsAfter().keySet().stream()
                .filter(container -> !Sidecars.NAMES.contains(container))
                .forEach(app -> awaited.addAll(order.neededBy(app)));
        awaited.retainAll(Sidecars.NAMES);
        return List.copyOf(awaited);
    }

    private static String sum(List<String> containers) {
        return containers.stream()
                .map(container -> container + " " + SECONDS_TO_START)
                .collect(Collectors.joining(" + "));
    }

    private static boolean isOnSpot(BaseService service) {
        if (!(service.getNode().tryFindChild("Service") instanceof CfnService resource)
                || resource.getCapacityProviderStrategy() == null) {
            return false;
        }
        return Stack.of(service).resolve(resource.getCapacityProviderStrategy()) instanceof List<?> strategies
                && strategies.stream()
                        .anyMatch(item -> item instanceof Map<?, ?> values
                                && "FARGATE_SPOT".equals(values.get("capacityProvider")));
    }
}
