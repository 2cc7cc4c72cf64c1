package io.github.ecsmonitoring;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.MonitorAll;
import io.github.ecsmonitoring.task.MonitoringPlan;
import io.github.ecsmonitoring.task.TaskMonitoring;
import io.github.ecsmonitoring.task.TaskOptions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Monitoring of ECS tasks: where metrics go, who shows them, and the defaults of all tasks. Makes only what it is not
 * given.
 *
 * <pre>{@code
 * EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring").build();
 * monitoring.monitor(taskDefinition);
 * monitoring.monitor(orders, ScrapeJob.of("orders", 8080).path("/actuator/prometheus"));
 * monitoring.monitorAll(this);
 * }</pre>
 *
 * <p>With nothing given it makes a Prometheus workspace with rules, a Grafana workspace that may query it, and two log
 * groups.
 */
public final class EcsMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final GrafanaWorkspace grafana;
    /** Where the sidecars log if nobody said it; null if somebody did. */
    private final ILogGroup ownLogGroup;

    private final Builder options;
    private final Set<String> excluded = new HashSet<>();
    private final MonitoringPlan plan = new Plan();

    private EcsMonitoring(Builder builder) {
        super(builder.scope, builder.id);
        options = new Builder(builder.scope, builder.id).optionsOf(builder);
        workspace = options.givenWorkspace().orElseGet(this::createWorkspace);
        options.workspace(workspace);
        grafana = builder.grafana != null
                ? builder.grafana
                : builder.withoutGrafana
                        ? null
                        : GrafanaWorkspace.Builder.create(this, "Grafana").build();
        if (grafana != null) {
            workspace.grantQuery(grafana);
        }
        ownLogGroup = options.logsElsewhere() ? null : createLogGroup("SidecarLogs");
    }

    /**
     * Adds the sidecars to a task definition. The second call for one task definition adds nothing.
     *
     * @param taskDefinition for Linux, made by this app
     * @param jobs pages of the app to scrape
     * @return the task definition's monitoring, the same one each time
     * @throws IllegalArgumentException if the task definition cannot be monitored, or is monitored already and jobs are
     *     given or its samples go to another workspace
     */
    public TaskMonitoring monitor(ITaskDefinition taskDefinition, ScrapeJob... jobs) {
        Objects.requireNonNull(taskDefinition, "taskDefinition");
        Optional<TaskMonitoring> existing =
                taskDefinition instanceof TaskDefinition task ? TaskMonitoring.find(task) : Optional.empty();
        if (existing.isPresent() && jobs.length == 0) {
            requireSameWorkspace(
                    "task definition " + taskDefinition.getNode().getPath(),
                    existing.get(),
                    existing.get().getWorkspace());
            return existing.get();
        }
        return of(taskDefinition).scrape(jobs).build();
    }

    private TaskMonitoring.Builder of(ITaskDefinition taskDefinition) {
        // Beneath the task definition, so that all it makes is in the task definition's own stack.
        Construct scope = taskDefinition instanceof TaskDefinition task ? task : this;
        TaskMonitoring.Builder builder = TaskMonitoring.Builder.create(scope, "EcsTaskMonitoring")
                .optionsOf(options)
                .taskDefinition(taskDefinition);
        return reachesOwnLogGroup(scope) ? builder.logGroup(ownLogGroup) : builder;
    }

    /**
     * Adds a daemon that monitors each EC2 instance of a cluster, now and later. The second call for one cluster adds
     * nothing.
     *
     * @param cluster may be imported
     * @return the cluster's monitoring, the same one each time
     * @throws IllegalArgumentException if the instances' samples go to another workspace already
     */
    public HostMonitoring monitorHosts(ICluster cluster) {
        Objects.requireNonNull(cluster, "cluster");
        Optional<HostMonitoring> existing = HostMonitoring.find(cluster);
        if (existing.isPresent()) {
            requireSameWorkspace(
                    "cluster " + cluster.getNode().getPath(),
                    existing.get(),
                    existing.get().getWorkspace());
            return existing.get();
        }
        return of(cluster).build();
    }

    private HostMonitoring.Builder of(ICluster cluster) {
        // Beneath the cluster, so that all it makes is in the cluster's own stack.
        Construct scope = cluster instanceof Construct construct ? construct : this;
        HostMonitoring.Builder builder = HostMonitoring.Builder.create(scope, "EcsHostMonitoring")
                .optionsOf(options)
                .cluster(cluster);
        return reachesOwnLogGroup(scope) ? builder.logGroup(ownLogGroup) : builder;
    }

    /**
     * Monitors every task definition beneath a construct, and the EC2 instances of every cluster that is made there:
     * those that are there when the app is synthesized, so it does not matter when this is called. Of calls for
     * constructs that contain each other, the nearer one counts.
     *
     * <p>What cannot be monitored (Windows, imported, EXTERNAL, without a container or a network, with a role that
     * cannot be extended) stays as it is and gets the warning {@code @ecs-monitoring/task:notMonitored} with the
     * reason. A task definition that {@link #monitor} has seen stays as that has made it.
     *
     * @param scope a stack, the app, a stage or any other construct
     * @throws IllegalArgumentException if another EcsMonitoring monitors all of it already
     */
    public void monitorAll(Construct scope) {
        MonitorAll.beneath(Objects.requireNonNull(scope, "scope"), plan);
    }

    /**
     * Lets {@link #monitorAll} leave a task definition, a cluster, or all beneath a construct, as it is; wherever it is
     * called before the app is synthesized. {@link #monitor} and {@link #monitorHosts} still do what they are told.
     */
    public void exclude(IConstruct construct) {
        Objects.requireNonNull(construct, "construct");
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

    private void requireSameWorkspace(String what, Construct existing, IPrometheusWorkspace other) {
        if (!other.getWorkspaceArn().equals(workspace.getWorkspaceArn())) {
            throw new IllegalArgumentException(what + " is monitored by "
                    + existing.getNode().getPath() + " already, with workspace "
                    + other.getNode().getPath() + ": " + getNode().getPath() + " cannot send its samples to workspace "
                    + workspace.getNode().getPath()
                    + " as well");
        }
    }

    /** A task of another account, region or stage than the group that was made here has one of its own. */
    private boolean reachesOwnLogGroup(Construct task) {
        return ownLogGroup != null
                && Stack.of(task).getEnvironment().equals(Stack.of(this).getEnvironment())
                && Stage.of(task) == Stage.of(this);
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
        return PrometheusWorkspace.Builder.create(this, "Prometheus")
                .logGroup(createLogGroup("RuleLogs"))
                .build();
    }

    private LogGroup createLogGroup(String id) {
        return LogGroup.Builder.create(this, id)
                .retention(options.retention())
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
    }

    /**
     * Collects the options of an {@link EcsMonitoring}: of all tasks and instances that it is told to monitor, and who
     * shows their metrics.
     */
    public static final class Builder extends TaskOptions<Builder> {
        private final Construct scope;
        private final String id;
        private GrafanaWorkspace grafana;
        private boolean withoutGrafana;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Who shows metrics; is granted queries. Default: a new workspace of Amazon Managed Grafana, with IAM Identity
         * Center.
         */
        public Builder grafana(GrafanaWorkspace grafana) {
            this.grafana = Objects.requireNonNull(grafana, "grafana");
            return this;
        }

        /** Makes no Grafana. */
        public Builder withoutGrafana() {
            this.withoutGrafana = true;
            return this;
        }

        // What a subclass in another package may ask, for the class around it.

        private Optional<IPrometheusWorkspace> givenWorkspace() {
            return workspace();
        }

        private boolean logsElsewhere() {
            return saysWhereToLog();
        }

        private RetentionDays retention() {
            return logRetention();
        }

        /**
         * @throws IllegalArgumentException if a Grafana is both given and ruled out, or a log group and another way to
         *     log are given
         */
        public EcsMonitoring build() {
            checkLogs();
            if (grafana != null && withoutGrafana) {
                throw new IllegalArgumentException(
                        "grafana(...) and withoutGrafana() contradict each other: choose one");
            }
            return new EcsMonitoring(this);
        }
    }
}
