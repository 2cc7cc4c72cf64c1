package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * The options that all builders of monitoring have: of a task, of a cluster's instances, and of all that an
 * {@code EcsMonitoring} is told to monitor. A new one is a method here and a line in {@link #copyFrom}.
 *
 * @param <B> the builder
 */
public abstract class MonitoringOptions<B extends MonitoringOptions<B>> {
    private final List<Consumer<AdotConfig.Builder>> labelsAndPages = new ArrayList<>();
    private final List<Map<String, Object>> overrides = new ArrayList<>();
    private final SidecarLogs.Options logs = new SidecarLogs.Options();
    private IPrometheusWorkspace workspace;
    private AdotSidecar collector = AdotSidecar.Builder.create().build();
    private NodeExporterSidecar exporter = NodeExporterSidecar.Builder.create().build();
    private ImageSource images;
    private boolean grantPermissions = true;

    /** With all defaults. */
    protected MonitoringOptions() {}

    @SuppressWarnings("unchecked")
    final B self() {
        return (B) this;
    }

    /** Takes what another builder was told, as it is now, without its overrides. */
    final void copyFrom(MonitoringOptions<?> other) {
        labelsAndPages.addAll(other.labelsAndPages);
        logs.copyFrom(other.logs);
        workspace = other.workspace;
        collector = other.collector;
        exporter = other.exporter;
        images = other.images;
        grantPermissions = other.grantPermissions;
    }

    final void copyOverridesFrom(MonitoringOptions<?> other) {
        overrides.addAll(other.overrides);
    }

    final void configure(AdotConfig.Builder config) {
        labelsAndPages.forEach(option -> option.accept(config));
        overrides.forEach(config::configOverride);
        config.memoryLimitMiB(collector.memoryLimitMiB());
    }

    private B with(Consumer<AdotConfig.Builder> option) {
        // To fail here, and not where it is used.
        option.accept(AdotConfig.Builder.create());
        labelsAndPages.add(option);
        return self();
    }

    /**
     * Where samples go. Required for a task and for a cluster; an {@code EcsMonitoring} makes one with the library's
     * rules where none is given.
     */
    public B workspace(IPrometheusWorkspace workspace) {
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        return self();
    }

    /**
     * The time between two scrapes of jobs that say nothing else. Default: 30 seconds.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public B scrapeInterval(Duration interval) {
        Objects.requireNonNull(interval, "interval");
        return with(config -> config.scrapeInterval(interval));
    }

    /**
     * Labels that each series gets, such as {@code team}; may be called repeatedly. Default: none.
     *
     * @throws IllegalArgumentException if one is no label, has no value that is known at synth, or is set by the
     *     library
     */
    public B labels(Map<String, String> labels) {
        Map<String, String> copy = labels == null ? null : new LinkedHashMap<>(labels);
        return with(config -> config.labels(copy));
    }

    /** Which metrics of the exporter and of the collector itself are kept. Default: {@link MetricProfile#ESSENTIAL}. */
    public B profile(MetricProfile profile) {
        return with(config -> config.profile(profile));
    }

    /**
     * Changes to the collector's finished configuration, for what is not modelled: maps are merged key by key, all else
     * is replaced, and null takes a key away; may be called repeatedly. In the collector's own syntax ({@code $$} is a
     * dollar). An instance's daemon has other pipelines than a task, so that of an {@code EcsMonitoring} is for tasks,
     * and {@link HostMonitoring.Builder} has its own. Default: none.
     *
     * @throws IllegalArgumentException if it holds a token, what YAML cannot say, or a section that no collector has
     */
    public B configOverride(Map<String, Object> override) {
        overrides.addAll(AdotConfig.Builder.create().configOverride(override).overrides());
        return self();
    }

    /**
     * Where the sidecars log. Default: a new group that keeps a month; of an {@code EcsMonitoring}, one for all, and
     * one for each task of another account or region.
     */
    public B logGroup(ILogGroup logGroup) {
        logs.group(Objects.requireNonNull(logGroup, "logGroup"));
        return self();
    }

    /** How long groups that are made are kept. Default: a month. A group that is given keeps its own retention. */
    public B logRetention(RetentionDays retention) {
        logs.retention(Objects.requireNonNull(retention, "retention"));
        return self();
    }

    /**
     * How the sidecars log instead, such as {@code LogDrivers.firelens(...)} or {@code LogDrivers.splunk(...)}; then no
     * group is made and no right to write to one given. A driver that blocks while its lines cannot be delivered can
     * hold up the collector.
     */
    public B logging(LogDriver driver) {
        logs.driver(Objects.requireNonNull(driver, "driver"));
        return self();
    }

    /**
     * A private registry with copies of the sidecars' images, which may then be pulled; a sidecar that names its image
     * keeps it. Default: the collector from its public registry, the exporter built from this library.
     */
    public B images(ImageSource images) {
        this.images = Objects.requireNonNull(images, "images");
        return self();
    }

    /** Image, memory and CPU of the collector. Default: {@link AdotSidecar}'s. */
    public B collector(AdotSidecar collector) {
        this.collector = Objects.requireNonNull(collector, "collector");
        return self();
    }

    /** Image, memory and CPU of the exporter. Default: {@link NodeExporterSidecar}'s, on instances for x86-64. */
    public B exporter(NodeExporterSidecar exporter) {
        this.exporter = Objects.requireNonNull(exporter, "exporter");
        return self();
    }

    /**
     * Whether the roles get what the sidecars need, and one that cannot be extended is an error that prints the
     * policies to attach; false if they have it already: imported and immutable roles, and those of
     * {@code Role.customizeRoles}. Then nothing is granted, also for logs, images and secrets; a driver of
     * {@link #logging} still grants what it needs itself. Default: true.
     */
    public B grantPermissions(boolean grant) {
        this.grantPermissions = grant;
        return self();
    }

    /** What {@link #workspace} was told. */
    protected final Optional<IPrometheusWorkspace> workspace() {
        return Optional.ofNullable(workspace);
    }

    /** Whether {@link #logGroup} or {@link #logging} were told where to log. */
    protected final boolean saysWhereToLog() {
        return logs.areGiven();
    }

    /** What {@link #logRetention} was told. */
    protected final RetentionDays logRetention() {
        return logs.retention();
    }

    /** @throws IllegalArgumentException if two options contradict each other */
    protected final void checkLogs() {
        logs.check();
    }

    final IPrometheusWorkspace requiredWorkspace() {
        return Objects.requireNonNull(workspace, "workspace");
    }

    final SidecarLogs.Options logs() {
        return logs;
    }

    final AdotSidecar collector() {
        return collector;
    }

    final NodeExporterSidecar exporter() {
        return exporter;
    }

    final ImageSource images() {
        return images;
    }

    final boolean grantsPermissions() {
        return grantPermissions;
    }
}
