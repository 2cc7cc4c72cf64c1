package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Who finds whom in networkMode BRIDGE, where each container has an address of its own: the collector is linked to the
 * exporter and to the containers that it scrapes, and the app's other containers to the collector, if it takes what
 * they send.
 *
 * <p>Decided at synth, when the last container has been added. The collector's configuration is older, so it knows the
 * container of a job that names none by an alias, such as {@code app-8080}.
 *
 * @see <a href="https://docs.docker.com/engine/network/links/">container links</a>
 */
final class BridgeLinks {
    private final TaskDefinition task;
    private final ContainerDefinition exporter;
    private final ContainerDefinition collector;
    private final List<ScrapeJob> jobs;
    private final boolean takesFromApp;

    BridgeLinks(
            TaskDefinition task,
            ContainerDefinition exporter,
            ContainerDefinition collector,
            List<ScrapeJob> jobs,
            boolean takesFromApp) {
        this.task = task;
        this.exporter = exporter;
        this.collector = collector;
        this.jobs = List.copyOf(jobs);
        this.takesFromApp = takesFromApp;
    }

    /** The name by which the collector knows a job's container. */
    static String hostOf(ScrapeJob job) {
        return job.container().orElse("app-" + job.port());
    }

    /**
     * A link hands the environment of one container to another, under longer names.
     *
     * @throws IllegalArgumentException if the app would get the collector's secrets that way
     */
    static void requireNoSecretsForTheApp(AdotConfig config) {
        if (config.takesOtlp() && !config.secrets().isEmpty()) {
            throw new IllegalArgumentException(
                    "scrape jobs must not have secrets where the app sends OTLP in networkMode " + NetworkMode.BRIDGE
                            + ", got " + config.secrets().keySet()
                            + ": a container that sends is linked to the collector, and Docker gives it all variables of "
                            + "what it is linked to; use networkMode AWS_VPC, a page without a secret, or no OTLP feature");
        }
    }

    /** Adds what is not there yet. */
    void add() {
        link(collector, exporter, NodeExporterSidecar.CONTAINER_NAME);
        jobs.forEach(job -> find(job).ifPresent(container -> link(collector, container, hostOf(job))));
        if (takesFromApp) {
            senders().forEach(container -> link(container, collector, AdotSidecar.CONTAINER_NAME));
        }
    }

    /**
     * One message for each job that does not say its container where there are several, and for links that would be a
     * circle.
     */
    List<String> validate() {
        List<String> errors = new ArrayList<>();
        jobs.stream()
                .filter(job -> job.container().isEmpty() && find(job).isEmpty())
                .forEach(job -> errors.add(missing(job)));
        if (takesFromApp && senders().isEmpty() && !containers().isEmpty()) {
            errors.add("task definition " + task.getNode().getPath() + " (networkMode " + NetworkMode.BRIDGE
                    + ") is to send OTLP to the collector, "
                    + "but the collector scrapes each of its containers " + names(containers())
                    + ": links in both directions are a circle, which "
                    + "ECS refuses; scrape or send, or use networkMode AWS_VPC");
        }
        return errors;
    }

    private List<ContainerDefinition> containers() {
        return AppContainers.of(task, List.of(exporter, collector));
    }

    /** Containers which the collector does not need itself. */
    private List<ContainerDefinition> senders() {
        Set<String> needed = ContainerOrder.of(task).neededBy(collector.getContainerName());
        return containers().stream()
                .filter(container -> !needed.contains(container.getContainerName()))
                .toList();
    }

    private Optional<ContainerDefinition> find(ScrapeJob job) {
        if (job.container().isPresent()) {
            // Also a log router: it may have a page, and it is the user who says so.
            return AppContainers.all(task)
                    .filter(container -> container != exporter && container != collector)
                    .filter(container ->
                            container.getContainerName().equals(job.container().get()))
                    .findFirst();
        }
        List<ContainerDefinition> all = containers();
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

    private String missing(ScrapeJob job) {
        return "scrape job " + job.name() + " of task definition "
                + task.getNode().getPath() + " does not say which container serves port " + job.port()
                + " (networkMode " + NetworkMode.BRIDGE + "), and not exactly one maps it of " + names(containers())
                + ": say .container(\"…\")";
    }

    private static String names(List<ContainerDefinition> containers) {
        return containers.stream()
                .map(ContainerDefinition::getContainerName)
                .collect(Collectors.joining(", ", "[", "]"));
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
