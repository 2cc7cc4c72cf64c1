package io.github.ecsmonitoring;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.cost.CostOptions;
import io.github.ecsmonitoring.cost.CostRegistry;
import io.github.ecsmonitoring.grafana.GrafanaPublication;
import io.github.ecsmonitoring.grafana.IGrafana;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.internal.SharedKey;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.WorkspaceAlarms;
import io.github.ecsmonitoring.slo.ServiceLevelObjective;
import io.github.ecsmonitoring.task.Exclusions;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.IdleService;
import io.github.ecsmonitoring.task.LogOptions;
import io.github.ecsmonitoring.task.MonitorAll;
import io.github.ecsmonitoring.task.MonitoringOptions;
import io.github.ecsmonitoring.task.MonitoringPlan;
import io.github.ecsmonitoring.task.SummaryPrinter;
import io.github.ecsmonitoring.task.TaskMonitoring;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.IBaseService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Monitoring of ECS tasks: a Prometheus workspace, Grafana, and the default options of all tasks. Creates only what is
 * not passed to it.
 *
 * <pre>{@code
 * EcsMonitoring monitoring = EcsMonitoring.Builder.create(this, "Monitoring").build();
 * monitoring.monitor(taskDefinition);
 * monitoring.monitor(orders, ScrapeJob.of("orders", 8080).path("/actuator/prometheus"));
 * monitoring.monitorAll(this);
 * }</pre>
 *
 * <p>By default it creates a Prometheus workspace with rules, a workspace of Amazon Managed Grafana with data sources
 * and dashboards, and three log groups.
 */
public final class EcsMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final Optional<GrafanaSetup> grafana;
    /** Null if nobody is notified. */
    private final AlertManagerDefinition alerts;
    /** The sidecars' log group; null if the options set a log group or driver. */
    private final ILogGroup ownLogGroup;

    private final AlertSources alertSources;
    private final MonitoringOptions options;
    private final SloRegistry objectives;
    private final Exclusions excluded = new Exclusions(this);
    private final MonitoringPlan plan = new Plan();

    private EcsMonitoring(Builder builder, MonitoringOptions given) {
        super(builder.scope, builder.id);
        if (builder.cost != null) {
            CostRegistry.of(this).options(builder.cost);
        }
        SummaryPrinter.of(this);
        if (builder.encryptionKey != null) {
            SharedKey.set(this, builder.encryptionKey);
            new EncryptionCheck(this);
        }
        LogOptions logs = given.sidecars().logs();
        workspace = given.workspace() != null ? given.workspace() : createWorkspace(logs);
        AlertRecipients recipients = builder.withoutAlerts
                ? null
                : new WorkspaceAlerts(this, workspace, !builder.withoutDeadMansSwitch, !builder.withoutWorkspaceAlarms)
                        .apply(builder.alerts, builder.alarmReceivers);
        alerts = recipients == null ? null : recipients.definition();
        alertSources =
                new AlertSources(workspace, recipients, given.configuration().labels());
        MonitoringOptions chosen = given.withWorkspace(workspace);
        grafana = GrafanaSetup.of(this, builder.grafana(), chosen);
        grafana.ifPresent(setup -> setup.alarm(alertSources));
        options = grafana.map(setup -> setup.extended(chosen)).orElse(chosen);
        ownLogGroup = logs.hasDestination() ? null : logs.createGroup(this, "SidecarLogs");
        Optional.ofNullable(ownLogGroup != null ? ownLogGroup : logs.group()).ifPresent(plan::alertOnLostData);
        grafana.flatMap(GrafanaSetup::monitoredService).ifPresent(this::monitorGrafana);
        objectives = new SloRegistry(this, workspace, builder.grafana().hidesSlo());
        if (!builder.objectives.isEmpty()) {
            objectives.add(builder.objectives);
        }
    }

    private void monitorGrafana(GrafanaService service) {
        monitor(service.getTaskDefinition());
        if (alertSources.haveReceivers()) {
            plan.alertWhenDown(service.getService());
        }
    }

    private PrometheusWorkspace createWorkspace(LogOptions logs) {
        PrometheusWorkspace.Builder created =
                PrometheusWorkspace.Builder.create(this, "Prometheus").logGroup(logs.createGroup(this, "RuleLogs"));
        SharedKey.of(this).ifPresent(created::encryptionKey);
        return created.build();
    }

    /**
     * Adds the sidecars to a task definition. A second call for the same task definition is a no-op.
     *
     * @param taskDefinition for Linux, created in this app
     * @param jobs metrics endpoints of the app to scrape
     * @return the monitoring of the task definition, the same object for each call
     * @throws IllegalArgumentException if the task definition cannot be monitored, or is already monitored and scrape
     *     jobs are passed or its samples are sent to another workspace
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
        TaskMonitoring monitoring = plan.of(taskDefinition).scrape(jobs).build();
        monitoring.getLogGroup().ifPresent(plan::alertOnLostData);
        return monitoring;
    }

    /**
     * Adds a daemon that monitors each instance of a cluster, on EC2 and of ECS Managed Instances, including instances
     * that are added later. A second call for the same cluster is a no-op.
     *
     * @param cluster may be imported; a capacity provider of Managed Instances that is added to it after this call is
     *     an error at synth
     * @return the monitoring of the cluster, the same object for each call
     * @throws IllegalArgumentException if the instances' samples are already sent to another workspace
     */
    public HostMonitoring monitorHosts(ICluster cluster) {
        return monitorHosts(cluster, List.of());
    }

    /**
     * Does the same for a cluster with capacity providers of ECS Managed Instances that the app does not create.
     *
     * @param managedInstances the ARNs of these capacity providers
     * @throws IllegalArgumentException also if the cluster is already monitored without one of them
     */
    public HostMonitoring monitorHosts(ICluster cluster, List<String> managedInstances) {
        Objects.requireNonNull(cluster, "cluster");
        Optional<HostMonitoring> existing = HostMonitoring.find(cluster);
        if (existing.isPresent()) {
            requireSameWorkspace(
                    "cluster " + cluster.getNode().getPath(),
                    existing.get(),
                    existing.get().getWorkspace());
            requireSameInstances(cluster, existing.get(), managedInstances);
            return existing.get();
        }
        HostMonitoring monitoring = plan.of(cluster)
                .managedInstances(managedInstances.toArray(String[]::new))
                .build();
        monitoring.getLogGroup().ifPresent(plan::alertOnLostData);
        plan.alertOnEvents(cluster);
        return monitoring;
    }

    /**
     * Notifies of what ECS reports about a cluster: tasks that fail to start, run out of memory or exit, failed health
     * checks, deployments and placements. {@link #monitorHosts} and {@link #monitorAll} include it. A second call for
     * the same cluster is a no-op.
     *
     * @param cluster may be imported
     * @throws IllegalArgumentException if no receivers are set, or the workspace cannot be referenced
     */
    public void alertOnEvents(ICluster cluster) {
        Objects.requireNonNull(cluster, "cluster");
        alertSources.requireReceivers("alertOnEvents");
        WorkspaceReferenceCheck.obstacle(cluster, workspace).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        alertSources.events(cluster, EcsMonitoring::fail);
    }

    /**
     * Notifies when a service has no running task. {@link #monitorAll} includes it for services that always have one. A
     * second call for the same service is a no-op.
     *
     * @param service may be imported; one that is scaled to 0 tasks, by its options or by Application Auto Scaling, is
     *     an error at synth. A change of the desired count to 0 outside of the app is an alarm too
     * @throws IllegalArgumentException if no receivers are set
     */
    public void alertWhenDown(IBaseService service) {
        Objects.requireNonNull(service, "service");
        alertSources.requireReceivers("alertWhenDown");
        alertSources.serviceDown(service, EcsMonitoring::fail);
        if (service instanceof BaseService own) {
            getNode()
                    .addValidation(() -> IdleService.reason(own).stream()
                            .map(reason -> "alertWhenDown(" + own.getNode().getPath()
                                    + ") would be an alarm in normal operation, since " + reason
                                    + ": do not call it for this service")
                            .toList());
        }
    }

    /**
     * Adds service level objectives, whose rules and alerts are installed in the workspace.
     *
     * @throws IllegalArgumentException if the workspace is imported, an objective of this name exists, or the dashboard
     *     of objectives is not published, since {@link Builder#slo} was not called
     */
    public void slo(ServiceLevelObjective... objectives) {
        this.objectives.add(List.of(objectives));
    }

    /**
     * Monitors all task definitions beneath a construct, and the instances of all clusters that are created there. They
     * are searched when the app is synthesized, so the position of this call does not matter. If calls are made for
     * constructs that contain each other, the inner one applies.
     *
     * <p>A task definition that cannot be monitored (Windows, imported, EXTERNAL, without a container or a network,
     * with a role that cannot be extended) is left unchanged and gets the warning
     * {@code @ecs-monitoring/task:notMonitored} with the reason. A task definition that was passed to {@link #monitor}
     * keeps those options.
     *
     * <p>The workspace must be of the same stage, or imported: tasks of other stages are an error at synth.
     *
     * @param scope a stack, the app, a stage or any other construct; not a stage that a pipeline already has, since
     *     {@code addStage} synthesizes it
     * @throws IllegalArgumentException if another EcsMonitoring already monitors the same scope, or the scope is
     *     already synthesized
     */
    public void monitorAll(Construct scope) {
        MonitorAll.beneath(Objects.requireNonNull(scope, "scope"), plan);
    }

    /**
     * Excludes a task definition, a service (its task definition), a cluster, or everything beneath a construct from
     * {@link #monitorAll}. Can be called at any time before the app is synthesized. Does not affect {@link #monitor}
     * and {@link #monitorHosts}. A construct without any of them is an error at synth.
     */
    public void exclude(IConstruct construct) {
        excluded.add(Objects.requireNonNull(construct, "construct"));
    }

    /** How tasks and clusters are monitored; a class of its own, so that its methods are not part of the public API. */
    private final class Plan implements MonitoringPlan {
        @Override
        public IConstruct owner() {
            return EcsMonitoring.this;
        }

        @Override
        public IPrometheusWorkspace workspace() {
            return workspace;
        }

        @Override
        public Exclusions excluded() {
            return excluded;
        }

        /** Beneath the task definition, so that all resources are in the task definition's own stack. */
        @Override
        public TaskMonitoring.Builder of(ITaskDefinition taskDefinition) {
            Construct scope = taskDefinition instanceof TaskDefinition task ? task : EcsMonitoring.this;
            TaskMonitoring.Builder builder = TaskMonitoring.Builder.create(scope, "EcsTaskMonitoring")
                    .optionsOf(options)
                    .taskDefinition(taskDefinition);
            return reachesOwnLogGroup(scope) ? builder.logGroup(ownLogGroup) : builder;
        }

        /** Beneath the cluster, so that all resources are in the cluster's own stack. */
        @Override
        public HostMonitoring.Builder of(ICluster cluster) {
            Construct scope = cluster instanceof Construct construct ? construct : EcsMonitoring.this;
            HostMonitoring.Builder builder = HostMonitoring.Builder.create(scope, "EcsHostMonitoring")
                    .optionsOf(options)
                    .cluster(cluster);
            return reachesOwnLogGroup(scope) ? builder.logGroup(ownLogGroup) : builder;
        }

        @Override
        public boolean alertsOnMoreThanRules() {
            return alertSources.haveReceivers();
        }

        @Override
        public void alertOnEvents(ICluster cluster) {
            if (alertSources.haveReceivers()) {
                alertSources.events(cluster, this::note);
            }
        }

        @Override
        public void alertOnLostData(ILogGroup logGroup) {
            if (alertSources.haveReceivers()) {
                alertSources.lostData(logGroup, this::note);
            }
        }

        @Override
        public void alertWhenDown(BaseService service) {
            alertSources.serviceDown(service, this::note);
        }

        private void note(String obstacle) {
            SummaryPrinter.of(EcsMonitoring.this).note(obstacle);
        }
    }

    private void requireSameWorkspace(String monitored, Construct existing, IPrometheusWorkspace other) {
        if (!other.getWorkspaceArn().equals(workspace.getWorkspaceArn())) {
            throw new IllegalArgumentException(
                    monitored + " is already monitored by " + existing.getNode().getPath()
                            + " with workspace " + other.getNode().getPath() + ": "
                            + getNode().getPath() + " cannot send its samples to workspace "
                            + workspace.getNode().getPath() + " too");
        }
    }

    private static void requireSameInstances(ICluster cluster, HostMonitoring existing, List<String> managedInstances) {
        if (!existing.getManagedInstancesProviders().containsAll(managedInstances)) {
            throw new IllegalArgumentException("cluster " + cluster.getNode().getPath()
                    + " is already monitored by " + existing.getNode().getPath() + " with the capacity providers "
                    + existing.getManagedInstancesProviders() + " of Managed Instances, got " + managedInstances
                    + ": pass all of them to the first call");
        }
    }

    private static void fail(String obstacle) {
        throw new IllegalArgumentException(obstacle);
    }

    /** Tasks of another account, region or stage get a log group of their own. */
    private boolean reachesOwnLogGroup(Construct task) {
        return ownLogGroup != null
                && Stack.of(task).getEnvironment().equals(Stack.of(this).getEnvironment())
                && Stage.of(task) == Stage.of(this);
    }

    /** The Prometheus workspace. */
    public IPrometheusWorkspace getWorkspace() {
        return workspace;
    }

    /** The Grafana; empty after {@link Builder#withoutGrafana()}. */
    public Optional<IGrafana> getGrafana() {
        return grafana.map(GrafanaSetup::grafana);
    }

    /**
     * The publication of content, for outputs; empty if nothing is published to a workspace of Amazon Managed Grafana.
     */
    public Optional<GrafanaPublication> getGrafanaPublication() {
        return grafana.flatMap(GrafanaSetup::publication);
    }

    /**
     * The next step for people to sign in to Grafana, for an output, for example {@code open https://g-… and sign in
     * with IAM Identity Center, …}; empty after {@link Builder#withoutGrafana()}.
     */
    public Optional<String> getGrafanaSignIn() {
        return grafana.map(GrafanaSetup::signIn);
    }

    /**
     * The routes and receivers of alerts; empty without {@link Builder#alerts} and an alert manager of the workspace.
     */
    public Optional<AlertManagerDefinition> getAlerts() {
        return Optional.ofNullable(alerts);
    }

    /** Collects the options of an {@link EcsMonitoring}, which apply to all tasks and instances that it monitors. */
    public static final class Builder extends GrafanaBuilder<Builder> {
        private final Construct scope;
        private final String id;
        private AlertManagerDefinition alerts;
        /** Null for the default receivers of the alerts. */
        private List<Receiver> alarmReceivers;

        /** Null for the default prices without a limit. */
        private CostOptions cost;

        /** Null for keys of AWS. */
        private IKey encryptionKey;

        private final List<ServiceLevelObjective> objectives = new ArrayList<>();
        private boolean withoutAlerts;
        private boolean withoutDeadMansSwitch;
        private boolean withoutWorkspaceAlarms;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * Notifies these receivers of all alerts, except those with severity {@code none}. Default: the alert manager
         * of the workspace, if {@link PrometheusWorkspace.Builder#alertManager} has set one.
         *
         * <p>The alert manager of an imported workspace is not changed: the definition to merge is written beside the
         * templates.
         *
         * @throws IllegalArgumentException without a receiver, if two have the same name, or if alerts are set already
         */
        public Builder alerts(Receiver... receivers) {
            if (receivers.length == 0) {
                throw new IllegalArgumentException("alerts must have at least one receiver, got none");
            }
            return alerts(DefaultAlerts.to(receivers));
        }

        /**
         * Sets the routes and receivers of alerts. The rule {@code EcsWatchdog} fires always, with severity
         * {@code none}.
         *
         * @throws IllegalArgumentException if alerts are set already
         */
        public Builder alerts(AlertManagerDefinition definition) {
            if (alerts != null) {
                throw new IllegalArgumentException(
                        "alerts(...) must be called once: pass all receivers to one call, or use routes of an AlertManagerDefinition");
            }
            alerts = Objects.requireNonNull(definition, "alerts");
            return this;
        }

        /**
         * Sets the receivers of CloudWatch alarms, which have no routes. Default: the receivers of alerts that match no
         * route, or those of all routes if there are none.
         */
        public Builder alarmReceivers(Receiver... receivers) {
            alarmReceivers = List.of(receivers);
            return this;
        }

        /**
         * Adds service level objectives: their rules and alerts to the workspace, and to the default content of Grafana
         * the dashboard {@code ecs-slo}; may be called repeatedly. Default: none.
         *
         * @param objectives none for the dashboard only, if they are added later by {@link EcsMonitoring#slo}
         * @throws IllegalArgumentException at {@code build()} as {@link EcsMonitoring#slo}
         */
        public Builder slo(ServiceLevelObjective... objectives) {
            grafana().withSlo();
            this.objectives.addAll(List.of(objectives));
            return this;
        }

        /**
         * What the estimate of the monthly cost is computed with, and its limit. It applies to the whole app. Default:
         * {@link CostOptions#create()}.
         *
         * @throws IllegalArgumentException at {@code build()} if another EcsMonitoring of the app has other options
         */
        public Builder cost(CostOptions options) {
            cost = Objects.requireNonNull(options, "cost");
            return this;
        }

        /**
         * Encrypts with this key what the library creates in the account and region of this construct: the Prometheus
         * workspace, log groups, topics, queues, secrets and the variables of functions. The key's policy is extended
         * by what each service needs; if it is imported, warnings show the statements. Amazon Managed Grafana has no
         * such property in CloudFormation. Default: keys owned by AWS, and one key for all topics of a stack.
         *
         * <p>A workspace cannot get another key: CloudFormation replaces it, and its data stays in the old one.
         *
         * @param key symmetric, of this account and region; not an alias
         * @throws IllegalArgumentException at {@code build()} if another EcsMonitoring of the stage has set another one
         *     for this account and region, or it is an alias or of another region
         * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html">AWS KMS keys</a>
         */
        public Builder encryptionKey(IKey key) {
            encryptionKey = Objects.requireNonNull(key, "encryptionKey");
            return this;
        }

        /** Notifies nobody, and omits the line of the summary that says so. */
        public Builder withoutAlerts() {
            withoutAlerts = true;
            return this;
        }

        /**
         * Creates no alarm for a workspace whose alerts stop arriving. Default: the receivers of {@link #alerts} are
         * notified within 15 minutes, if the workspace is created in this app.
         */
        public Builder withoutDeadMansSwitch() {
            this.withoutDeadMansSwitch = true;
            return this;
        }

        /**
         * Creates no {@link WorkspaceAlarms}, for example to create them with other quotas. Default: the receivers of
         * {@link #alerts} are notified of them, if the workspace is created in this app.
         */
        public Builder withoutWorkspaceAlarms() {
            this.withoutWorkspaceAlarms = true;
            return this;
        }

        /**
         * Creates the workspaces and log groups that are not set.
         *
         * @throws IllegalArgumentException if options exclude each other
         */
        public EcsMonitoring build() {
            options().sidecars().logs().check();
            grafana().check();
            if (alerts != null && withoutAlerts) {
                throw new IllegalArgumentException(
                        "alerts(...) and withoutAlerts() exclude each other: set one of them");
            }
            if (alarmReceivers != null && withoutAlerts) {
                throw new IllegalArgumentException(
                        "alarmReceivers(...) and withoutAlerts() exclude each other: set one of them");
            }
            return new EcsMonitoring(this, options());
        }
    }
}
