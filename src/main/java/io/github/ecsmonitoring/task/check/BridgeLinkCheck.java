package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.BridgeLinks;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;

/** In network mode BRIDGE each scrape job needs one container, and links must not form a cycle. */
final class BridgeLinkCheck implements TaskCheck {
    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        if (task.networkMode() != NetworkMode.BRIDGE) {
            return List.of();
        }
        BridgeLinks links = new BridgeLinks(
                task.definition(),
                task.exporter(),
                task.collector(),
                task.jobs(),
                task.config().receivesFromApp());
        return errors(links, task.name());
    }

    static List<String> errors(BridgeLinks links, String taskName) {
        List<ContainerDefinition> containers = links.appContainers();
        List<String> errors = new ArrayList<>();
        links.jobs().stream()
                .filter(job -> job.container().isEmpty() && links.target(job).isEmpty())
                .forEach(job -> errors.add("scrape job " + job.name() + " of " + taskName
                        + " must name the container of port " + job.port()
                        + " in networkMode BRIDGE, since not exactly one of " + names(containers)
                        + " maps it: call .container(\"…\")"));
        if (links.receivesFromApp() && links.senders().isEmpty() && !containers.isEmpty()) {
            errors.add(
                    taskName + " in networkMode BRIDGE must not scrape every container that sends OTLP or StatsD, got "
                            + names(containers)
                            + ": ECS rejects links in both directions; remove the feature or the scrape jobs, or use networkMode AWS_VPC");
        }
        return errors;
    }

    private static String names(List<ContainerDefinition> containers) {
        return containers.stream()
                .map(ContainerDefinition::getContainerName)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
