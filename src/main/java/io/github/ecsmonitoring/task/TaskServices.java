package io.github.ecsmonitoring.task;

import java.util.List;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/** The services of an app, in all its stacks. They are made after what they run, so they are looked for at synth. */
final class TaskServices {
    private TaskServices() {
    }

    static List<BaseService> inAppOf(IConstruct place) {
        return place.getNode().getRoot().getNode().findAll().stream()
            .filter(BaseService.class::isInstance).map(BaseService.class::cast).toList();
    }

    /** Those that run a task definition. */
    static List<BaseService> of(TaskDefinition task) {
        return inAppOf(task).stream().filter(service -> service.getTaskDefinition() == task).toList();
    }
}
