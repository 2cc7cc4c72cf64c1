package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * A task definition with its sidecars.
 *
 * @param definition the task definition, to which containers may still be added
 * @param networkMode its network mode
 * @param exporter the node exporter's container
 * @param collector the ADOT collector's container
 * @param config the collector's configuration
 * @param jobs the app's scrape jobs
 * @param services the services of the app
 */
public record MonitoredTask(
        TaskDefinition definition,
        NetworkMode networkMode,
        ContainerDefinition exporter,
        ContainerDefinition collector,
        AdotConfig config,
        List<ScrapeJob> jobs,
        TaskServices services) {

    /** Both sidecars. */
    public List<ContainerDefinition> sidecars() {
        return List.of(exporter, collector);
    }

    /** For example {@code task definition Demo/Orders}. */
    String name() {
        return "task definition " + definition.getNode().getPath();
    }
}
