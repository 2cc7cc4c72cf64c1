package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.CollectorOptions;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * The options of monitoring; builders replace this value with each call.
 *
 * @param workspace receives the samples; null if none is set
 * @param configuration the collector's configuration
 * @param sidecars the containers
 * @param upsize whether a task on Fargate that is too small gets the next size
 * @param appDependsOnCollector whether the app's containers start after the collector
 */
public record MonitoringOptions(
        IPrometheusWorkspace workspace,
        CollectorOptions configuration,
        SidecarOptions sidecars,
        boolean upsize,
        boolean appDependsOnCollector) {
    static final MonitoringOptions DEFAULTS =
            new MonitoringOptions(null, CollectorOptions.DEFAULTS, SidecarOptions.DEFAULTS, false, true);

    /** With another workspace. */
    public MonitoringOptions withWorkspace(IPrometheusWorkspace changed) {
        Objects.requireNonNull(changed, "workspace");
        return new MonitoringOptions(changed, configuration, sidecars, upsize, appDependsOnCollector);
    }

    /** With another metric profile. */
    public MonitoringOptions withProfile(MetricProfile changed) {
        return withConfiguration(configuration.withProfile(changed));
    }

    MonitoringOptions withConfiguration(CollectorOptions changed) {
        return new MonitoringOptions(workspace, changed, sidecars, upsize, appDependsOnCollector);
    }

    MonitoringOptions withSidecars(SidecarOptions changed) {
        return new MonitoringOptions(workspace, configuration, changed, upsize, appDependsOnCollector);
    }

    /** With a new log group beneath the monitoring construct if no destination is set. */
    MonitoringOptions withLogDestination(Construct monitoring) {
        return withSidecars(sidecars.withLogs(sidecars.logs().withDestination(monitoring)));
    }

    MonitoringOptions withUpsize() {
        return new MonitoringOptions(workspace, configuration, sidecars, true, appDependsOnCollector);
    }

    MonitoringOptions withAppDependsOnCollector(boolean changed) {
        return new MonitoringOptions(workspace, configuration, sidecars, upsize, changed);
    }

    /** The other options, with labels, features and overrides of both. */
    MonitoringOptions mergedWith(MonitoringOptions other) {
        return other.withConfiguration(configuration.mergedWith(other.configuration));
    }

    /** The options that apply to the daemon of an EC2 instance. */
    MonitoringOptions forHost() {
        return withConfiguration(configuration.forHost());
    }

    /** The permissions of the collector: remote write, and those of its features. */
    List<IamPermission> taskPermissions(AdotConfig config) {
        return Stream.concat(workspace.getRemoteWritePermissions().stream(), config.permissions().stream())
                .toList();
    }

    IPrometheusWorkspace requiredWorkspace() {
        return Objects.requireNonNull(workspace, "workspace");
    }
}
