package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.check.MonitoredTask;
import io.github.ecsmonitoring.task.check.TaskChecks;
import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.BridgeLinks;
import io.github.ecsmonitoring.task.definition.ContainerOrder;
import io.github.ecsmonitoring.task.definition.Sidecars;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * Marks a task definition as monitored, and completes and validates it at synth, when the last container has been
 * added.
 *
 * <p>Its Aspects are attached to this leaf: a Java Aspect that the CDK applies to a large tree overflows the stack.
 */
final class TaskInstrumentation extends Construct {
    /** Aspects run at 500 by default and may add containers; read-only ones run at 1000. */
    private static final int AFTER_OTHER_ASPECTS = 900;

    private final Construct monitoring;
    private final MonitoredTask task;
    private final boolean upsize;
    private final List<Runnable> completions = new ArrayList<>();

    TaskInstrumentation(Construct monitoring, MonitoredTask task, MonitoringOptions options) {
        super(task.definition(), Sidecars.INSTRUMENTATION_ID);
        // Annotations would be printed with a place in a temporary file of jsii.
        getNode().setContext("aws:cdk:disable-stack-trace", true);
        this.monitoring = monitoring;
        this.task = task;
        upsize = options.upsize();
        ContainerOrder.startAfter(task.collector(), task.exporter());
        if (task.networkMode() == NetworkMode.BRIDGE) {
            completions.add(links()::add);
        }
        if (options.appDependsOnCollector()) {
            completions.add(this::startAppAfterCollector);
        }
        // One Aspect for all completions: every callback of a synthesis stays on jsii's stack until the end.
        atSynth(AspectPriority.MUTATING, () -> completions.forEach(Runnable::run));
        if (upsize) {
            atSynth(AFTER_OTHER_ASPECTS, () -> Upsizing.apply(task.definition(), this));
        }
        SummaryPrinter summary = SummaryPrinter.of(this);
        getNode().addValidation(() -> summary.validated(TaskChecks.errors(task, this)));
    }

    /** The {@link TaskMonitoring} that has added the sidecars. */
    Construct monitoring() {
        return monitoring;
    }

    /** Completes the task immediately, for a task that is monitored while Aspects run. May be repeated. */
    void completeNow() {
        completions.forEach(Runnable::run);
        if (upsize) {
            Upsizing.apply(task.definition(), this);
        }
    }

    private BridgeLinks links() {
        return new BridgeLinks(
                task.definition(),
                task.exporter(),
                task.collector(),
                task.jobs(),
                task.config().receivesFromApp());
    }

    /**
     * Starts the app after the collector. ECS stops containers in reverse order, so the collector can perform its last
     * scrape. The condition is START, not HEALTHY, with which an unhealthy collector would be an outage of the app. The
     * collector itself starts after a proxy, through which its samples are sent.
     */
    private void startAppAfterCollector() {
        TaskDefinition definition = task.definition();
        ContainerDefinition collector = task.collector();
        for (ContainerDefinition proxy : AppContainers.proxies(definition)) {
            if (!ContainerOrder.of(definition)
                    .neededBy(proxy.getContainerName())
                    .contains(collector.getContainerName())) {
                ContainerOrder.startAfter(collector, proxy);
            }
        }
        // In bridge mode the collector starts after the containers that it scrapes.
        Set<String> first = ContainerOrder.of(definition).neededBy(collector.getContainerName());
        AppContainers.of(definition, task.sidecars()).stream()
                .filter(container -> !first.contains(container.getContainerName()))
                .forEach(container -> ContainerOrder.startAfter(container, collector));
    }

    private void atSynth(Number priority, Runnable action) {
        Aspects.of(this)
                .add(
                        leaf -> action.run(),
                        AspectOptions.builder().priority(priority).build());
    }
}
