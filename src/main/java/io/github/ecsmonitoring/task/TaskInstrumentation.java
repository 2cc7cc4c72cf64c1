package io.github.ecsmonitoring.task;

import java.util.List;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.FirelensLogRouter;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * The mark beneath a task definition that it is monitored, and what must wait until synth, when the last container has been added.
 */
final class TaskInstrumentation extends Construct {
    static final String ID = "EcsMonitoring";

    private final TaskMonitoring owner;

    TaskInstrumentation(TaskDefinition task, TaskMonitoring owner, List<Integer> ports) {
        super(task, ID);
        this.owner = owner;
        getNode().addValidation(() -> new TaskSize(task).validate());
        getNode().addValidation(() -> new TaskPorts(task, ports).validate());
    }

    TaskMonitoring owner() {
        return owner;
    }

    /**
     * Starts the app after the collector, and so stops it before: ECS stops containers in the reverse order, and the collector can take
     * its last scrape. START, never HEALTHY, which would make a sick collector the app's outage.
     *
     * <p>The Aspect sits on this leaf: a Java Aspect that the CDK carries down a large tree overflows the stack.
     */
    void startAppAfter(TaskDefinition task, ContainerDefinition collector, List<ContainerDefinition> sidecars) {
        Aspects.of(this).add(
            leaf -> task.getNode().getChildren().stream()
                .filter(ContainerDefinition.class::isInstance)
                .map(ContainerDefinition.class::cast)
                // ECS starts the log router before the containers that log through it.
                .filter(container -> !sidecars.contains(container) && !(container instanceof FirelensLogRouter))
                .forEach(container -> startAfter(container, collector)),
            AspectOptions.builder().priority(AspectPriority.MUTATING).build());
    }

    static void startAfter(ContainerDefinition container, ContainerDefinition first) {
        boolean present = container.getContainerDependencies().stream().anyMatch(dependency -> dependency.getContainer() == first);
        if (!present) {
            container.addContainerDependencies(ContainerDependency.builder()
                .container(first).condition(ContainerDependencyCondition.START).build());
        }
    }
}
