package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.PipelineFeature;
import java.util.Arrays;

/**
 * The options of a task that an {@code EcsMonitoring} can also set for all its tasks. The other options of a task
 * ({@code scrape}, {@code serviceName}, {@code hostPortOffset}) are methods of {@link TaskMonitoring.Builder}.
 *
 * @param <B> the builder
 */
public abstract class TaskMonitoringBuilder<B extends TaskMonitoringBuilder<B>> extends MonitoringBuilder<B> {
    /** A builder with all defaults. */
    protected TaskMonitoringBuilder() {}

    /**
     * Copies the options of another builder, as they are now and including its defaults, except for options that only
     * one kind of builder has, such as {@code scrape} of a task and {@code grafana} of an {@code EcsMonitoring}.
     * Labels, features and overrides are added to those of this builder; all other options replace earlier calls and
     * are replaced by later ones.
     */
    public B optionsOf(TaskMonitoringBuilder<?> other) {
        return optionsOf(other.options());
    }

    /** Does the same with options that have been read from a builder. */
    public B optionsOf(MonitoringOptions other) {
        return with(options().mergedWith(other));
    }

    /**
     * Further pipelines of the collector, such as {@code XRayTraces.create()}; may be called repeatedly. Default: none,
     * only scraped metrics are sent to the workspace.
     */
    public B feature(PipelineFeature... features) {
        return with(options().configuration().withFeatures(Arrays.asList(features)));
    }

    /**
     * Gives a task that is too small for its containers the next size of Fargate at synth, which costs more, instead of
     * an error; a warning shows the change. Does not apply to tasks for EC2 only and to sizes that are tokens. Default:
     * an error.
     */
    public B upsize() {
        return with(options().withUpsize());
    }

    /** Whether the app's containers start after the collector and stop before it. Default: true. */
    public B appDependsOnCollector(boolean depends) {
        return with(options().withAppDependsOnCollector(depends));
    }
}
