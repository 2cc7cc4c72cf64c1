package io.github.ecsmonitoring.task;

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
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * Says at synth what the sidecars add to the start and the stop of a task, and warns where Spot would not wait for it.
 */
final class TimeAnnotations {
    private static final Set<String> SIDECARS = Set.of(AdotSidecar.CONTAINER_NAME, NodeExporterSidecar.CONTAINER_NAME);

    /**
     * An estimate, not seen on ECS: the collector was measured to start in 0.5 s, and a sidecar that is waited for has
     * started when its process runs. Pulling its image comes before, where it is not cached.
     */
    private static final int SECONDS_TO_START = 1;

    /**
     * Measured with 30 s between two scrapes: the first samples of all pages arrive after 19 to 42 s, for they are sent
     * in batches of 10 s.
     */
    private static final int SECONDS_TO_SEND = 15;

    private TimeAnnotations() {}

    static void addTo(
            IConstruct place, TaskDefinition task, TaskDemand demand, int scrapeSeconds, TaskServices services) {
        ContainerOrder order = ContainerOrder.of(task);
        StopBudget budget = StopBudget.of(demand, order);
        StopBudget.Chain chain = budget.withSidecars();
        List<String> first = beforeTheApp(order);
        int atStart = first.size() * SECONDS_TO_START;
        int atStop = chain.seconds() - budget.without(SIDECARS).seconds();
        Infos.add(
                place,
                Infos.TIME,
                "task definition " + task.getNode().getPath() + " takes up to " + (atStart + atStop)
                        + " s more for its sidecars: "
                        + atStart + " s at the start" + (first.isEmpty() ? "" : " (" + sum(first) + ")") + " and "
                        + atStop + " s of " + chain.seconds()
                        + " s at the stop (" + chain + "); first data within " + (scrapeSeconds + SECONDS_TO_SEND)
                        + " s");
        if (chain.seconds() > StopBudget.SPOT_SECONDS) {
            onSpot(services.thatRun(task))
                    .forEach(
                            service -> Annotations.of(place)
                                    .addWarningV2(
                                            "@ecs-monitoring/task:stopOnSpot",
                                            "service " + service.getNode().getPath() + " runs task definition "
                                                    + task.getNode().getPath() + " on FARGATE_SPOT, which stops a task "
                                                    + StopBudget.SPOT_SECONDS
                                                    + " s after its notice, but the task may take " + chain.seconds()
                                                    + " s (" + chain
                                                    + "): the last samples are lost then; give the app's containers shorter stopTimeouts"));
        }
    }

    /** Sidecars for which a container of the app waits. */
    private static List<String> beforeTheApp(ContainerOrder order) {
        Set<String> waitedFor = new TreeSet<>(Comparator.reverseOrder());
        order.startsAfter().keySet().stream()
                .filter(container -> !SIDECARS.contains(container))
                .forEach(app -> waitedFor.addAll(order.neededBy(app)));
        waitedFor.retainAll(SIDECARS);
        return List.copyOf(waitedFor);
    }

    private static String sum(List<String> containers) {
        return containers.stream()
                .map(container -> container + " " + SECONDS_TO_START)
                .collect(Collectors.joining(" + "));
    }

    private static List<BaseService> onSpot(List<BaseService> services) {
        return services.stream().filter(TimeAnnotations::isOnSpot).toList();
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
