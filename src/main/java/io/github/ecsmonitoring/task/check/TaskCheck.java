package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import software.amazon.awscdk.Annotations;

/** One property of a monitored task that is validated when the app is synthesized. */
interface TaskCheck {
    /**
     * The errors of a task, one message each; empty if there are none.
     *
     * @param demand what the containers of the task reserve
     * @param annotations receives warnings and infos about the task
     */
    List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations);
}
