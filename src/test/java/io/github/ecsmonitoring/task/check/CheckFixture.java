package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.TaskEndpoints;
import io.github.ecsmonitoring.task.TaskMonitoring;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Runs one check on a monitored task definition, without synthesizing it. */
final class CheckFixture {
    private CheckFixture() {}

    static List<String> errors(TaskCheck check, TaskDefinition task) {
        return errors(check, task, NetworkMode.AWS_VPC, TaskEndpoints.awsvpc());
    }

    static List<String> errors(TaskCheck check, TaskDefinition task, NetworkMode mode, TaskEndpoints endpoints) {
        TaskMonitoring monitoring = TaskMonitoring.find(task).orElseThrow();
        MonitoredTask monitored = new MonitoredTask(
                task,
                mode,
                monitoring.getExporterContainer(),
                monitoring.getCollectorContainer(),
                AdotConfig.Builder.create().endpoints(endpoints).build(),
                List.of(),
                TaskServices.of(task));
        return check.errors(monitored, TaskDemand.of(task), Annotations.of(task));
    }
}
