package io.github.ecsmonitoring;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.PipelineFeature;
import io.github.ecsmonitoring.adot.ScrapeInterval;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.MonitorAll;
import io.github.ecsmonitoring.task.MonitoringPlan;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Monitoring of ECS tasks: where metrics go, who shows them, and the defaults of all tasks. Makes only what it is not given.
 *
 * <pre>{@code
 * EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring").build();
 * monitoring.monitor(taskDefinition);
 * monitoring.monitor(orders, ScrapeJob.of("orders", 8080).path("/actuator/prometheus"));
 * monitoring.monitorAll(this);
 * }</pre>
 *
 * <p>With nothing given it makes a Prometheus workspace with rules, a Grafana workspace that may query it, and two log groups.
 */
public final class EcsMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final GrafanaWorkspace grafana;
    private final RetentionDays logRetention;
    private final LogDriver logging;
    private final ILogGroup logGroup;
    private final boolean logGroupIsOwn;
    private final Duration scrapeInterval;
    private final Map<String, String> labels;
    private final MetricProfile profile;
    private final List<PipelineFeature> features;
    private final List<Map<String, Object>> overrides;
    private final AdotSidecar collector;
    private final NodeExporterSidecar exporter;
    private final ImageSource images;
    private final boolean upsize;
    private final boolean grantPermissions;
    private final Set<String> excluded = new HashSet<>();
    private final MonitoringPlan plan = new Plan();

    private EcsMonitoring(Builder builder) {
        super(builder.scope, builder.id);
        logRetention = builder.logRetention;
        workspace = builder.workspace != null ? builder.workspace : createWorkspace();
        grafana = builder.grafana != null ? builder.grafana
            : builder.withoutGrafana ? null : GrafanaWorkspace.Builder.create(this, "Grafana").build();
        if (grafana != null) {
            workspace.grantQuery(grafana);
        }
        logging = builder.logging;
        logGroupIsOwn = builder.logGroup == null;
        logGroup = builder.logGroup != null || logging != null ? builder.logGroup : createLogGroup("SidecarLogs");
        scrapeInterval = builder.scrapeInterval;
        labels = Map.copyOf(builder.labels);
        profile = builder.profile;
        features = List.copyOf(builder.features);
        overrides = List.copyOf(builder.overrides);
        collector = builder.collector;
        exporter = builder.exporter;
        images = builder.images;
        upsize = builder.upsize;
        grantPermissions = builder.grantPermissions;
    }

    /**
     * Adds the sidecars to a task definition. The second call for one task definition adds nothing.
     *
     * @param taskDefinition for Linux, made by this app
     * @param jobs pages of the app to scrape
     * @return the task definition's monitoring, the same one each time
     * @throws IllegalArgumentException if the task definition cannot be monitored, or is monitored already and jobs are given or its
     *     samples go to another workspace
     */
    public TaskMonitoring monitor(ITaskDefinition taskDefinition, ScrapeJob... jobs) {
        Optional<TaskMonitoring> existing = taskDefinition instanceof TaskDefinition task ? TaskMonitoring.find(task) : Optional.empty();
        if (existing.isPresent() && jobs.length == 0) {
            return requireSameWorkspace(taskDefinition, existing.get());
        }
        return of(taskDefinition).scrape(jobs).build();
    }

    private TaskMonitoring.Builder of(ITaskDefinition taskDefinition) {
        // Beneath the task definition, so that all it makes is in the task definition's own stack.
        Construct scope = taskDefinition instanceof TaskDefinition task ? task : this;
        TaskMonitoring.Builder builder = TaskMonitoring.Builder.create(scope, "EcsTaskMonitoring")
            .taskDefinition(taskDefinition)
            .workspace(workspace)
            .scrapeInterval(scrapeInterval)
            .labels(labels)
            .logGroup(reachableLogGroup(scope))
            .logRetention(logRetention)
            .logging(logging)
            .images(images)
            .collector(collector)
            .exporter(exporter)
            .profile(profile)
            .feature(features.toArray(PipelineFeature[]::new))
            .grantPermissions(grantPermissions);
        overrides.forEach(builder::configOverride);
        if (upsize) {
            builder.upsize();
        }
        return builder;
    }

    /**
     * Adds a daemon that monitors each EC2 instance of a cluster, now and later. The second call for one cluster adds nothing.
     *
     * @param cluster may be imported
     * @return the cluster's monitoring, the same one each time
     * @throws IllegalArgumentException if the instances' samples go to another workspace already
     */
    public HostMonitoring monitorHosts(ICluster cluster) {
        Optional<HostMonitoring> existing = HostMonitoring.find(cluster);
        if (existing.isPresent()) {
            return requireSameWorkspace(cluster, existing.get());
        }
        return of(cluster).build();
    }

    private HostMonitoring.Builder of(ICluster cluster) {
        // Beneath the cluster, so that all it makes is in the cluster's own stack.
        Construct scope = cluster instanceof Construct construct ? construct : this;
        return HostMonitoring.Builder.create(scope, "EcsHostMonitoring")
            .cluster(cluster)
            .workspace(workspace)
            .scrapeInterval(scrapeInterval)
            .labels(labels)
            .logGroup(reachableLogGroup(scope))
            .logRetention(logRetention)
            .logging(logging)
            .images(images)
            .collector(collector)
            .exporter(exporter)
            .profile(profile)
            .grantPermissions(grantPermissions);
    }

    /**
     * Monitors every task definition beneath a construct, and the EC2 instances of every cluster that is made there: those that are there when
     * the app is synthesized, so it does not matter when this is called. Of calls for constructs that contain each other, the nearer one counts.
     *
     * <p>What cannot be monitored (Windows, imported, EXTERNAL, without a container or a network, with a role that cannot be extended) stays as
     * it is and gets the warning {@code @ecs-monitoring/task:notMonitored} with the reason. A task definition that {@link #monitor} has
     * seen stays as that has made it.
     *
     * @param scope a stack, the app, a stage or any other construct
     * @throws IllegalArgumentException if another EcsMonitoring monitors all of it already
     */
    public void monitorAll(Construct scope) {
        MonitorAll.beneath(scope, plan);
    }

    /**
     * Lets {@link #monitorAll} leave a task definition, a cluster, or all beneath a construct, as it is; wherever it is called before the app
     * is synthesized. {@link #monitor} and {@link #monitorHosts} still do what they are told.
     */
    public void exclude(IConstruct construct) {
        excluded.add(construct.getNode().getPath());
    }

    /** What {@link MonitorAll} asks, without making it part of this class's own methods. */
    private final class Plan implements MonitoringPlan {
        @Override
        public IConstruct owner() {
            return EcsMonitoring.this;
        }

        @Override
        public Set<String> leftOut() {
            return excluded;
        }

        @Override
        public TaskMonitoring.Builder of(ITaskDefinition taskDefinition) {
            return EcsMonitoring.this.of(taskDefinition);
        }

        @Override
        public HostMonitoring.Builder of(ICluster cluster) {
            return EcsMonitoring.this.of(cluster);
        }
    }

    private HostMonitoring requireSameWorkspace(ICluster cluster, HostMonitoring existing) {
        if (!existing.getWorkspace().getWorkspaceArn().equals(workspace.getWorkspaceArn())) {
            throw otherWorkspace("cluster " + cluster.getNode().getPath(), existing, existing.getWorkspace());
        }
        return existing;
    }

    private TaskMonitoring requireSameWorkspace(ITaskDefinition taskDefinition, TaskMonitoring existing) {
        if (!existing.getWorkspace().getWorkspaceArn().equals(workspace.getWorkspaceArn())) {
            throw otherWorkspace("task definition " + taskDefinition.getNode().getPath(), existing, existing.getWorkspace());
        }
        return existing;
    }

    private IllegalArgumentException otherWorkspace(String what, Construct existing, IPrometheusWorkspace other) {
        return new IllegalArgumentException(what + " is monitored by " + existing.getNode().getPath() + " already, with workspace "
            + other.getNode().getPath() + ": " + getNode().getPath() + " cannot send its samples to workspace " + workspace.getNode().getPath()
            + " as well");
    }

    /** Null, for a group of the task's own, where the task runs in another account, region or stage than the group that was made here. */
    private ILogGroup reachableLogGroup(Construct task) {
        boolean elsewhere = !Stack.of(task).getEnvironment().equals(Stack.of(this).getEnvironment()) || Stage.of(task) != Stage.of(this);
        return logGroupIsOwn && elsewhere ? null : logGroup;
    }

    /** Where metrics go. */
    public IPrometheusWorkspace getWorkspace() {
        return workspace;
    }

    /** Who shows them; empty after {@link Builder#withoutGrafana()}. */
    public Optional<GrafanaWorkspace> getGrafana() {
        return Optional.ofNullable(grafana);
    }

    private PrometheusWorkspace createWorkspace() {
        return PrometheusWorkspace.Builder.create(this, "Prometheus").logGroup(createLogGroup("RuleLogs")).build();
    }

    private LogGroup createLogGroup(String id) {
        return LogGroup.Builder.create(this, id).retention(logRetention).removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE).build();
    }

    /** Collects the options of an {@link EcsMonitoring}. */
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<PipelineFeature> features = new ArrayList<>();
        private final List<Map<String, Object>> overrides = new ArrayList<>();
        private IPrometheusWorkspace workspace;
        private GrafanaWorkspace grafana;
        private boolean withoutGrafana;
        private ILogGroup logGroup;
        private RetentionDays logRetention = RetentionDays.ONE_MONTH;
        private LogDriver logging;
        private Duration scrapeInterval = Duration.seconds(30);
        private MetricProfile profile = MetricProfile.ESSENTIAL;
        private AdotSidecar collector;
        private NodeExporterSidecar exporter;
        private ImageSource images;
        private boolean upsize;
        private boolean grantPermissions = true;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** Where metrics go. Default: a new workspace with the library's rules. */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /** Who shows metrics; is granted queries. Default: a new workspace of Amazon Managed Grafana, with IAM Identity Center. */
        public Builder grafana(GrafanaWorkspace grafana) {
            this.grafana = Objects.requireNonNull(grafana, "grafana");
            return this;
        }

        /** Makes no Grafana. */
        public Builder withoutGrafana() {
            this.withoutGrafana = true;
            return this;
        }

        /**
         * Where the sidecars of all tasks log. Default: a new group that keeps a month, and one for each task of another account or region.
         */
        public Builder logGroup(ILogGroup logGroup) {
            this.logGroup = Objects.requireNonNull(logGroup, "logGroup");
            return this;
        }

        /** How long log groups that are made are kept. Default: a month. A group that is given keeps its own retention. */
        public Builder logRetention(RetentionDays retention) {
            this.logRetention = Objects.requireNonNull(retention, "retention");
            return this;
        }

        /**
         * How the sidecars of all tasks log instead, such as {@code LogDrivers.firelens(...)} or {@code LogDrivers.splunk(...)}; then no group
         * is made for them and no right to write to one given. A driver that blocks while its lines cannot be delivered can hold up the
         * collector.
         */
        public Builder logging(LogDriver driver) {
            this.logging = Objects.requireNonNull(driver, "driver");
            return this;
        }

        /**
         * The time between two scrapes of jobs that say nothing else. Default: 30 seconds.
         *
         * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
         */
        public Builder scrapeInterval(Duration interval) {
            // Only to fail here and not at the first task.
            ScrapeInterval.of(interval);
            this.scrapeInterval = interval;
            return this;
        }

        /**
         * Labels that each series of all tasks gets, such as {@code environment}; may be called repeatedly. Default: none.
         *
         * @throws IllegalArgumentException if one is no label, has no value that is known at synth, or is set by the library
         */
        public Builder labels(Map<String, String> labels) {
            // Only to fail here and not at the first task.
            AdotConfig.Builder.create().labels(labels);
            this.labels.putAll(labels);
            return this;
        }

        /** Which metrics of the exporter and of the collector itself are kept. Default: {@link MetricProfile#ESSENTIAL}. */
        public Builder profile(MetricProfile profile) {
            this.profile = Objects.requireNonNull(profile, "profile");
            return this;
        }

        /** Further ways of data of all tasks, such as {@code XRayTraces.create()}; may be called repeatedly. Default: pages to the workspace only. */
        public Builder feature(PipelineFeature... features) {
            this.features.addAll(List.of(features));
            return this;
        }

        /**
         * Changes to the finished configuration of all tasks' collectors, for what is not modelled: maps are merged key by key, all else is
         * replaced, and null takes a key away; may be called repeatedly. In the collector's own syntax ({@code $$} is a dollar). An instance's
         * daemon has other pipelines, so {@link HostMonitoring.Builder#configOverride} is its own. Default: none.
         *
         * @throws IllegalArgumentException if it holds a token, or what YAML cannot say
         */
        public Builder configOverride(Map<String, Object> override) {
            // To fail here and not at the first task, and to keep a copy.
            this.overrides.addAll(AdotConfig.Builder.create().configOverride(override).overrides());
            return this;
        }

        /** Image, memory and CPU of the collectors. Default: {@link AdotSidecar}'s. */
        public Builder collector(AdotSidecar collector) {
            this.collector = Objects.requireNonNull(collector, "collector");
            return this;
        }

        /** Image, memory and CPU of the exporters. Default: {@link NodeExporterSidecar}'s. */
        public Builder exporter(NodeExporterSidecar exporter) {
            this.exporter = Objects.requireNonNull(exporter, "exporter");
            return this;
        }

        /**
         * A private registry with copies of all images, which tasks may then pull; a sidecar that names its image keeps it. Default: the
         * collector from its public registry, the exporter built from this library.
         */
        public Builder images(ImageSource images) {
            this.images = Objects.requireNonNull(images, "images");
            return this;
        }

        /**
         * Gives tasks on Fargate that are too small for all that their containers reserve the next size at synth, which costs more, in place
         * of an error; see {@link TaskMonitoring.Builder#upsize()}. Default: an error.
         */
        public Builder upsize() {
            this.upsize = true;
            return this;
        }

        /**
         * Whether the roles of tasks get what the sidecars need, and one that cannot be extended is an error that prints the policy to attach;
         * false if all have it already. Default: true.
         */
        public Builder grantPermissions(boolean grant) {
            this.grantPermissions = grant;
            return this;
        }

        /** @throws IllegalArgumentException if a Grafana is both given and ruled out, or a log group and another way to log are given */
        public EcsMonitoring build() {
            if (logGroup != null && logging != null) {
                throw new IllegalArgumentException("logGroup(...) and logging(...) contradict each other: choose one");
            }
            if (grafana != null && withoutGrafana) {
                throw new IllegalArgumentException("grafana(...) and withoutGrafana() contradict each other: choose one");
            }
            return new EcsMonitoring(this);
        }
    }
}
