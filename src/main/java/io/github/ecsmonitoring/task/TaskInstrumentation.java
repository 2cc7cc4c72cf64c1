package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * The mark beneath a task definition that it is monitored, and what must wait until synth, when the last container has
 * been added.
 *
 * <p>Its Aspects sit on this leaf: a Java Aspect that the CDK carries down a large tree overflows the stack.
 */
final class TaskInstrumentation extends Construct {
    static final String ID = "EcsMonitoring";

    /** Aspects that say nothing run at 500, and may add containers; those that only read at 1000. */
    private static final int AFTER_THE_APPS_OWN = 900;

    private final TaskMonitoring owner;
    private final TaskDefinition task;
    private final TaskNetwork network;
    private final TaskServices services;
    private final List<Runnable> arrangements = new ArrayList<>();
    private final List<Supplier<List<String>>> checks = new ArrayList<>();
    private Runnable resize = () -> {};

    TaskInstrumentation(TaskDefinition task, TaskMonitoring owner, TaskNetwork network) {
        super(task, ID);
        this.owner = owner;
        this.task = task;
        this.network = network;
        services = TaskServices.of(task);
        // One of each, whatever they do: the CDK's synthesis is one call, on whose stack all that it calls back stays,
        // for all tasks.
        atSynth(AspectPriority.MUTATING, () -> arrangements.forEach(Runnable::run));
        getNode()
                .addValidation(() ->
                        checks.stream().flatMap(check -> check.get().stream()).toList());
    }

    TaskMonitoring owner() {
        return owner;
    }

    TaskServices services() {
        return services;
    }

    static String withoutApp(TaskDefinition task) {
        return "task definition " + task.getNode().getPath()
                + " has no container of an app: ECS runs no task of sidecars alone; add one";
    }

    /** Orders, links and checks the task's containers at synth. */
    void arrange(
            ContainerDefinition exporter,
            ContainerDefinition collector,
            AdotConfig config,
            List<ScrapeJob> jobs,
            boolean appDependsOnCollector) {
        List<ContainerDefinition> sidecars = List.of(exporter, collector);
        ContainerOrder.startAfter(collector, exporter);
        checks.add(() -> PublicImages.validate(task, sidecars, services));
        checks.add(() -> AppContainers.of(task, sidecars).isEmpty() ? List.of(withoutApp(task)) : List.of());
        checks.add(() -> ScrapedContainers.validate(task, jobs, sidecars));
        if (network.isBridge()) {
            BridgeLinks links = new BridgeLinks(task, exporter, collector, jobs, config.takesOtlp());
            checks.add(links::validate);
            arrangements.add(links::add);
        } else {
            checks.add(new TaskPorts(task, config.ports(), sidecars, network.isHost())::validate);
        }
        if (appDependsOnCollector) {
            arrangements.add(() -> startAppAfter(collector, sidecars));
        }
    }

    /** Sees that the task holds its containers, and says what it holds. */
    void size(boolean upsize, int scrapeSeconds) {
        TaskSizing sizing = new TaskSizing(task);
        if (upsize) {
            resize = () -> sizing.upsize(this);
            atSynth(AFTER_THE_APPS_OWN, resize);
        }
        // After all Aspects: a task that is monitored while the CDK goes through them has missed some.
        checks.add(() -> {
            TaskDemand demand = TaskDemand.of(task);
            annotate(demand, scrapeSeconds);
            return sizing.validate(demand);
        });
    }

    private void annotate(TaskDemand demand, int scrapeSeconds) {
        TimeAnnotations.addTo(this, task, demand, scrapeSeconds, services);
        SizeAnnotations.addTo(this, task, demand);
        if (network.isHost()) {
            HostPorts.warnOfNeighbours(this, task, services);
        }
    }

    /**
     * Starts the app after the collector, and so stops it before: ECS stops containers in the reverse order, and the
     * collector can take its last scrape. START, never HEALTHY, which would make a sick collector the app's outage. The
     * collector itself starts after a proxy that its samples go through.
     */
    private void startAppAfter(ContainerDefinition collector, List<ContainerDefinition> sidecars) {
        for (ContainerDefinition proxy : AppContainers.proxies(task)) {
            if (!ContainerOrder.of(task).neededBy(proxy.getContainerName()).contains(collector.getContainerName())) {
                ContainerOrder.startAfter(collector, proxy);
            }
        }
        // What the collector waits for cannot wait for it: in bridge mode these are the containers that it scrapes.
        Set<String> first = ContainerOrder.of(task).neededBy(collector.getContainerName());
        AppContainers.of(task, sidecars).stream()
                .filter(container -> !first.contains(container.getContainerName()))
                .forEach(container -> ContainerOrder.startAfter(container, collector));
    }

    /** At once, where the CDK may have passed already; what has been done already stays as it is. */
    void arrangeNow() {
        arrangements.forEach(Runnable::run);
        resize.run();
    }

    private void atSynth(Number priority, Runnable action) {
        Aspects.of(this)
                .add(
                        leaf -> action.run(),
                        AspectOptions.builder().priority(priority).build());
    }
}
