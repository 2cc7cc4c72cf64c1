package io.github.ecsmonitoring.adot;

/**
 * One way of data through the collector, with all that it needs: receivers, processors, exporters and pipelines of the
 * configuration, environment variables and secrets of its container, permissions of the task's roles, ports.
 *
 * <p>A new feature is one class that extends this one, and one line of the user's: {@code .feature(...)}. Values of it
 * never change.
 */
public abstract class PipelineFeature {
    /** Features are this package's; what none of them does is {@code configOverride}'s. */
    PipelineFeature() {}

    /** Adds the feature's parts. Features may add the same part, but not one of the same name with other settings. */
    abstract void contribute(CollectorDraft draft, CollectorSettings settings);
}
