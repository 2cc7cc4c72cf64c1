package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/** Says at synth what the sidecars add to the stop of a task, and warns where Spot would not wait for it. */
final class StopAnnotations {
    private static final Set<String> SIDECARS = Set.of(AdotSidecar.CONTAINER_NAME, NodeExporterSidecar.CONTAINER_NAME);

    private StopAnnotations() {
    }

    static void addTo(IConstruct place, TaskDefinition task, TaskDemand demand, TaskServices services) {
        StopBudget budget = StopBudget.of(task, demand);
        StopBudget.Chain chain = budget.withSidecars();
        int added = chain.seconds() - budget.without(SIDECARS).seconds();
        Annotations.of(place).addInfo("task definition " + task.getNode().getPath() + " stops within " + chain.seconds() + " s (" + chain
            + "), up to " + added + " s of it for the sidecars; its start waits until they have started, never for their health");
        if (chain.seconds() > StopBudget.SPOT_SECONDS) {
            onSpot(services.thatRun(task)).forEach(service -> Annotations.of(place).addWarningV2("@ecs-monitoring/task:stopOnSpot",
                "service " + service.getNode().getPath() + " runs task definition " + task.getNode().getPath() + " on FARGATE_SPOT, which stops a task "
                    + StopBudget.SPOT_SECONDS + " s after its notice, but the task may take " + chain.seconds() + " s (" + chain
                    + "): the last samples are lost then; give the app's containers shorter stopTimeouts"));
        }
    }

    private static List<BaseService> onSpot(List<BaseService> services) {
        return services.stream().filter(StopAnnotations::isOnSpot).toList();
    }

    private static boolean isOnSpot(BaseService service) {
        if (!(service.getNode().tryFindChild("Service") instanceof CfnService resource) || resource.getCapacityProviderStrategy() == null) {
            return false;
        }
        return Stack.of(service).resolve(resource.getCapacityProviderStrategy()) instanceof List<?> strategies
            && strategies.stream().anyMatch(item -> item instanceof Map<?, ?> values && "FARGATE_SPOT".equals(values.get("capacityProvider")));
    }
}
