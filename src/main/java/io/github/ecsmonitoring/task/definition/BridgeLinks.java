package io.github.ecsmonitoring.task.definition;

import io.github.ecsmonitoring.adot.ScrapeJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Links between the containers of a task in network mode BRIDGE, where each container has its own address. The
 * collector is linked to the exporter and to the containers that it scrapes; the app's other containers are linked to
 * the collector if it receives OTLP or StatsD.
 *
 * <p>Links are added at synth, after the last container. The collector's configuration is generated before that, so a
 * scrape job that names no container uses an alias such as {@code app-8080}.
 *
 * @param receivesFromApp whether the app sends OTLP or StatsD to the collector
 * @see <a href="https://docs.docker.com/engine/network/links/">container links</a>
 */
public record BridgeLinks(
        TaskDefinition task,
        ContainerDefinition exporter,
        ContainerDefinition collector,
        List<ScrapeJob> jobs,
        boolean receivesFromApp) {

    /** The host name at which the collector scrapes a job. */
    public static String hostOf(ScrapeJob job) {
        return job.container().orElse("app-" + job.port());
    }

    /** Adds the links that are missing. */
    public void add() {
        link(collector, exporter, Sidecars.EXPORTER);
        jobs.forEach(job -> target(job).ifPresent(container -> link(collector, container, hostOf(job))));
        if (receivesFromApp) {
            senders().forEach(container -> link(container, collector, Sidecars.COLLECTOR));
        }
    }

    /** The app's containers. */
    public List<ContainerDefinition> appContainers() {
        return AppContainers.of(task, List.of(exporter, collector));
    }

    /** The app's containers that can be linked to the collector: those that the collector is not linked to itself. */
    public List<ContainerDefinition> senders() {
        Set<String> needed = ContainerOrder.of(task).neededBy(collector.getContainerName());
        return appContainers().stream()
                .filter(container -> !needed.contains(container.getContainerName()))
                .toList();
    }

    /**
     * The container that a job scrapes: the named one, else the only container that maps the port, else the only
     * container of the app; empty if that is ambiguous.
     */
    public Optional<ContainerDefinition> target(ScrapeJob job) {
        if (job.container().isPresent()) {
            // May be a log router, which can expose metrics too.
            return AppContainers.all(task)
                    .filter(container -> container != exporter && container != collector)
                    .filter(container ->
                            container.getContainerName().equals(job.container().get()))
                    .findFirst();
        }
        List<ContainerDefinition> all = appContainers();
        List<ContainerDefinition> mapping =
                all.stream().filter(container -> maps(container, job.port())).toList();
        List<ContainerDefinition> candidates = mapping.isEmpty() ? all : mapping;
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static boolean maps(ContainerDefinition container, int port) {
        return container.getPortMappings().stream()
                .map(mapping -> mapping.getContainerPort())
                .anyMatch(mapped -> !Token.isUnresolved(mapped) && mapped.intValue() == port);
    }

    private static void link(ContainerDefinition from, ContainerDefinition to, String alias) {
        String name = to.getContainerName();
        boolean isName = alias.equals(name);
        String link = isName ? name : name + ":" + alias;
        if (ContainerOrder.links(from).noneMatch(link::equals)) {
            from.addLink(to, isName ? null : alias);
        }
    }
}
