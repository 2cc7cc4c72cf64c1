package io.github.ecsmonitoring.adot;

import java.util.Optional;

/**
 * A pipeline of the collector with everything that it needs: receivers, processors and exporters, environment variables
 * and secrets of the container, permissions of the task's roles, and ports. Immutable.
 *
 * <p>A new feature is one class that extends this one; users enable it with {@code .feature(...)}.
 */
public abstract class PipelineFeature {
    /** Only this package has features; {@code configOverride} covers everything else. */
    PipelineFeature() {}

    /** Adds the feature's parts. Two features may add the same part if its settings are equal. */
    abstract void contribute(CollectorDraft draft, CollectorSettings settings);

    /** The app's metrics that the feature writes to the Prometheus workspace; empty if it writes none. */
    Optional<AppSource> appSource() {
        return Optional.empty();
    }
}
