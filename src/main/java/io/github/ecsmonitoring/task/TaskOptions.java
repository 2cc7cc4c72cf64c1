package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.PipelineFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The options of one task that all tasks of an {@code EcsMonitoring} can have too. What differs from task to task
 * ({@code scrape}, {@code serviceName}, {@code hostPortOffset}) is {@link TaskMonitoring.Builder}'s own. A new option
 * is a method here and a line in {@link #optionsOf}.
 *
 * @param <B> the builder
 */
public abstract class TaskOptions<B extends TaskOptions<B>> extends MonitoringOptions<B> {
    private final List<PipelineFeature> features = new ArrayList<>();
    private boolean upsize;
    private boolean appDependsOnCollector = true;

    /** With all defaults. */
    protected TaskOptions() {}

    /**
     * Takes the options of another builder that all builders of tasks have, as they are now, its defaults too: they
     * take the place of what was said before, and what is said afterwards takes theirs. Labels, features and overrides
     * are added up. What one kind of builder alone has is not taken, as {@code scrape} and {@code serviceName} of a
     * task or {@code grafana} of an {@code EcsMonitoring}.
     */
    public B optionsOf(TaskOptions<?> other) {
        copyFrom(other);
        copyOverridesFrom(other);
        features.addAll(other.features);
        upsize = other.upsize;
        appDependsOnCollector = other.appDependsOnCollector;
        return self();
    }

    /**
     * Further ways of data, such as {@code XRayTraces.create()}; may be called repeatedly. Default: pages to the
     * workspace only.
     */
    public B feature(PipelineFeature... features) {
        for (PipelineFeature feature : features) {
            this.features.add(Objects.requireNonNull(feature, "feature"));
        }
        return self();
    }

    /**
     * Where a task is too small for all that its containers reserve, gives it Fargate's next size at synth, which costs
     * more, in place of an error; an annotation says so. Has no effect on tasks for EC2 alone, nor where the size is a
     * token. Default: an error.
     */
    public B upsize() {
        this.upsize = true;
        return self();
    }

    /** Whether the app's containers start after the collector and stop before it. Default: true. */
    public B appDependsOnCollector(boolean depends) {
        this.appDependsOnCollector = depends;
        return self();
    }

    final void configureTask(AdotConfig.Builder config) {
        config.features(features);
        configure(config);
    }

    final boolean upsizes() {
        return upsize;
    }

    final boolean appDepends() {
        return appDependsOnCollector;
    }
}
