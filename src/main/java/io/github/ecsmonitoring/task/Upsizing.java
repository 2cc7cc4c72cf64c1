package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.definition.FargateSizes;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/** The option {@code upsize()}. */
final class Upsizing {
    private static final String UPSIZED = "@ecs-monitoring/task:upsized";

    private Upsizing() {}

    /**
     * Gives a task on Fargate that is too small the next size, and adds a warning to the annotated construct. Does not
     * change a task for EC2, a size that is known at deployment only, or a task that exceeds the largest size.
     */
    static void apply(TaskDefinition task, IConstruct annotated) {
        TaskSize size = TaskSize.of(task);
        TaskSize needed = TaskDemand.of(task).atLeast(size);
        if (!task.getIsFargateCompatible() || !size.isKnown() || needed.equals(size)) {
            return;
        }
        FargateSizes.smallest(needed).ifPresent(larger -> {
            larger.applyTo(task);
            Annotations.of(annotated)
                    .addWarningV2(
                            UPSIZED,
                            "task definition " + task.getNode().getPath() + " gets " + larger + " instead of " + size
                                    + ", which costs more, since upsize() is set");
        });
    }
}
