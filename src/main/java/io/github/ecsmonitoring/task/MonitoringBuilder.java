package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.CollectorOptions;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * The methods that all builders of monitoring share: for a task, for the instances of a cluster, and for everything
 * that an {@code EcsMonitoring} monitors.
 *
 * @param <B> the builder
 */
public abstract class MonitoringBuilder<B extends MonitoringBuilder<B>> {
    private MonitoringOptions options = MonitoringOptions.DEFAULTS;

    /** A builder with all defaults. */
    protected MonitoringBuilder() {
        CdkVersion.requireSupported();
    }

    /** The options that have been set so far. */
    protected final MonitoringOptions options() {
        return options;
    }

    @SuppressWarnings("unchecked")
    final B with(MonitoringOptions changed) {
        options = changed;
        return (B) this;
    }

    final B with(CollectorOptions changed) {
        return with(options.withConfiguration(changed));
    }

    private B with(SidecarOptions changed) {
        return with(options.withSidecars(changed));
    }

    private B with(LogOptions changed) {
        return with(options.sidecars().withLogs(changed));
    }

    /**
     * The workspace that receives the samples. Required for a task and for a cluster. An {@code EcsMonitoring} creates
     * one, with the library's rules, by default.
     */
    public B workspace(IPrometheusWorkspace workspace) {
        return with(options.withWorkspace(workspace));
    }

    /**
     * The scrape interval of all jobs that do not set their own. Default: 30 seconds.
     *
     * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
     */
    public B scrapeInterval(Duration interval) {
        return with(options.configuration().withScrapeInterval(interval));
    }

    /**
     * Labels of every series, such as {@code team}; may be called repeatedly. Default: none.
     *
     * @throws IllegalArgumentException if a name is invalid or set by the library, or a value is empty or a token
     */
    public B labels(Map<String, String> labels) {
        return with(options.configuration().withLabels(labels));
    }

    /**
     * The metrics of the exporter and of the collector itself that are kept. Default: {@link MetricProfile#ESSENTIAL}.
     */
    public B profile(MetricProfile profile) {
        return with(options.configuration().withProfile(profile));
    }

    /**
     * Changes to the collector's generated configuration that no other option covers: maps are merged key by key, other
     * values are replaced, and null removes a key. Uses the collector's own syntax ({@code $$} is a dollar sign); may
     * be called repeatedly. The daemon of an instance has other pipelines than a task, so overrides of an
     * {@code EcsMonitoring} apply to tasks only, and {@link HostMonitoring.Builder} has its own. Default: none.
     *
     * @throws IllegalArgumentException if it contains a token, a value that YAML cannot represent, or an unknown
     *     section
     */
    public B configOverride(Map<String, Object> override) {
        return with(options.configuration().withOverride(override));
    }

    /**
     * The log group of the sidecars. Default: a new group with {@link #logRetention}. An {@code EcsMonitoring} creates
     * one for all tasks of its account and region, and one for each task elsewhere.
     */
    public B logGroup(ILogGroup logGroup) {
        return with(options.sidecars().logs().withGroup(logGroup));
    }

    /** The retention of log groups that are created; that of an existing group stays unchanged. Default: one month. */
    public B logRetention(RetentionDays retention) {
        return with(options.sidecars().logs().withRetention(retention));
    }

    /**
     * The log driver of the sidecars, such as {@code LogDrivers.firelens(...)} or {@code LogDrivers.splunk(...)}. No
     * log group is created and no permission for CloudWatch Logs is granted. A driver in blocking mode can stall the
     * collector if log lines cannot be delivered. Default: CloudWatch Logs.
     */
    public B logging(LogDriver driver) {
        return with(options.sidecars().logs().withDriver(driver));
    }

    /**
     * A private registry with copies of the sidecars' images; execution roles are granted pull access. Does not apply
     * to a sidecar with its own image. Default: the collector's public registry, and the exporter built from this
     * library.
     */
    public B images(ImageSource images) {
        return with(options.sidecars().withImages(images));
    }

    /** Image, memory and CPU of the collector. Default: {@link AdotSidecar}'s defaults. */
    public B collector(AdotSidecar collector) {
        return with(options.sidecars().withCollector(collector));
    }

    /** Image, memory and CPU of the exporter. Default: {@link NodeExporterSidecar}'s defaults; x86-64 on EC2. */
    public B exporter(NodeExporterSidecar exporter) {
        return with(options.sidecars().withExporter(exporter));
    }

    /**
     * Whether the roles are granted the permissions that the sidecars need. If true, a role that cannot be extended is
     * an error that contains the policies to attach. Set it to false if the roles have these policies already: imported
     * and immutable roles, and roles of {@code Role.customizeRoles}. Then nothing is granted, not even for logs, images
     * and secrets; a driver of {@link #logging} still grants its own permissions. Default: true.
     */
    public B grantPermissions(boolean grant) {
        return with(options.sidecars().withGrantPermissions(grant));
    }
}
