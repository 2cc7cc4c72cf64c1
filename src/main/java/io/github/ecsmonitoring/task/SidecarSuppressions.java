package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.NagSuppression;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Accepts findings of cdk-nag that a task definition has because of its sidecars. */
final class SidecarSuppressions {
    private SidecarSuppressions() {}

    /** Nothing if a container of the app has variables too: this finding is the user's. */
    static void ofVariables(TaskDefinition task, List<ContainerDefinition> own) {
        if (own.stream().noneMatch(SidecarSuppressions::hasVariables)) {
            NagSuppression.CONTAINER_VARIABLES.on(task);
        }
    }

    private static boolean hasVariables(ContainerDefinition container) {
        return container.renderContainerDefinition().getEnvironment() instanceof List<?> variables
                && !variables.isEmpty();
    }
}
