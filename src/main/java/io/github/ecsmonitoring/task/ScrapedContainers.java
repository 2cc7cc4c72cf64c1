package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.ScrapeJob;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Whether the containers that scrape jobs name are there, in each network mode: a name that is wrong today fails in
 * networkMode BRIDGE tomorrow.
 */
final class ScrapedContainers {
    private ScrapedContainers() {}

    /** One message for each job whose container is not of the task. */
    static List<String> validate(TaskDefinition task, List<ScrapeJob> jobs, List<ContainerDefinition> sidecars) {
        if (jobs.stream().allMatch(job -> job.container().isEmpty())) {
            return List.of();
        }
        // Also a log router: it may have a page, and it is the user who says so.
        List<String> names = AppContainers.all(task)
                .filter(container -> !sidecars.contains(container))
                .map(ContainerDefinition::getContainerName)
                .toList();
        return jobs.stream()
                .filter(job ->
                        job.container().filter(name -> !names.contains(name)).isPresent())
                .map(job -> "scrape job " + job.name() + " of task definition "
                        + task.getNode().getPath() + " names the container "
                        + job.container().orElseThrow() + ", but the containers are " + names
                        + ": say .container(\"…\") with one of them, or without it where "
                        + "there is but one")
                .toList();
    }
}
