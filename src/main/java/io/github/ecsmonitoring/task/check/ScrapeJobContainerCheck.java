package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.ContainerDefinition;

/**
 * The containers that scrape jobs name must exist, in every network mode: a wrong name would only surface after a
 * change to networkMode BRIDGE.
 */
final class ScrapeJobContainerCheck implements TaskCheck {
    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        if (task.jobs().stream().allMatch(job -> job.container().isEmpty())) {
            return List.of();
        }
        // Includes log routers, which can expose metrics too.
        List<String> names = AppContainers.all(task.definition())
                .filter(container -> !task.sidecars().contains(container))
                .map(ContainerDefinition::getContainerName)
                .toList();
        return task.jobs().stream()
                .filter(job ->
                        job.container().filter(name -> !names.contains(name)).isPresent())
                .map(job -> "scrape job " + job.name() + " of " + task.name() + " must name one of the containers "
                        + names + ", got " + job.container().orElseThrow()
                        + ": correct .container(\"…\"), or omit it if the task has a single container")
                .toList();
    }
}
