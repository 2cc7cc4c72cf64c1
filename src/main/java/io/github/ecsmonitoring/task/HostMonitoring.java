package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.internal.EcsTasksRole;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.check.ConstructIdCheck;
import io.github.ecsmonitoring.task.check.HostPortCheck;
import io.github.ecsmonitoring.task.check.ImageAssetCheck;
import io.github.ecsmonitoring.task.check.InstanceMemoryCheck;
import io.github.ecsmonitoring.task.check.RoleCheck;
import io.github.ecsmonitoring.task.check.SynthesizedStage;
import io.github.ecsmonitoring.task.check.TemplateSizeCheck;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.ClusterIdentity;
import io.github.ecsmonitoring.task.definition.ContainerOrder;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PidMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * Monitors the EC2 instances of a cluster: a daemon service runs one task with the node exporter and the ADOT collector
 * on each instance, regardless of capacity providers. Tasks on Fargate are not affected.
 *
 * <pre>{@code
 * HostMonitoring.Builder.create(this, "Hosts").cluster(cluster).workspace(workspace).build();
 * }</pre>
 *
 * <p>The exporter reads the instance's {@code /proc}, {@code /sys} and {@code /}, mounted read-only, in the instance's
 * network and process namespaces, as user {@code nobody} and without capabilities. Metrics that require root are
 * therefore missing: {@code node_rapl_*}, serial numbers in {@code node_dmi_info}, {@code slabinfo}, and the size of
 * file systems below directories that {@code nobody} cannot access. ECS mounts are private: file systems that the
 * instance mounts after the daemon has started are visible after its next start.
 *
 * <p>The daemon uses ports 9100, 8888 and 13133 of each instance's loopback interface. Its series have the labels of
 * the instance and none of a task, and exclude {@code ecs_*} of its own task:
 * {@code node_load1{account_id="…",region="…",availability_zone="…",ecs_cluster="shop",instance="i-0a1b…",instance_type="t3.medium",job="node"}}.
 * The ECS agent must run with {@code ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true}, as on the ECS-optimized images.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html">daemon services</a>
 */
public final class HostMonitoring extends Construct {
    private final ICluster cluster;
    private final IPrometheusWorkspace workspace;
    private final Ec2Service service;
    /** Null with another log driver. */
    private final ILogGroup logGroup;

    private HostMonitoring(Builder builder, AdotConfig config) {
        super(builder.scope, builder.id);
        MonitoringOptions options = builder.options();
        cluster = builder.cluster;
        workspace = options.requiredWorkspace();
        TaskNetwork network = TaskNetwork.ofDaemon();
        TaskDefinition task = Ec2TaskDefinition.Builder.create(this, "Task")
                .networkMode(NetworkMode.HOST)
                .pidMode(PidMode.HOST)
                .taskRole(EcsTasksRole.create(this, "TaskRole"))
                .executionRole(EcsTasksRole.create(this, "ExecutionRole"))
                .build();

        SidecarContext context = options.sidecars().in(task, this, true);
        logGroup = context.logs().group();
        ContainerDefinition exporter = options.sidecars().exporter().addTo(context, ExporterCommand.ofHost(network));
        HostMounts.addTo(task, exporter);
        ContainerDefinition collector = options.sidecars().collector().addTo(context, config, workspace, null);
        if (options.sidecars().grantPermissions()) {
            workspace.grantRemoteWrite(task.getTaskRole());
        }
        network.declarePorts(config, exporter, collector);
        ContainerOrder.startAfter(collector, exporter);
        service = createService(task);

        TemplateSizeCheck.count(this, config);
        RuleProfiles.add(workspace, collector, config);
        SummaryPrinter summary = SummaryPrinter.of(this);
        summary.monitoredCluster(cluster, options.sidecars().memoryReservationMiB());
        TaskCost.register(cluster, options, config.scrapeIntervalSeconds());
        WorkspaceReferenceCheck.otherRegion(this, workspace).ifPresent(summary::note);
        TaskServices services = TaskServices.of(this);
        getNode().addValidation(() -> {
            InstanceMemoryCheck.warn(this, cluster, services);
            return summary.validated(HostPortCheck.errors(this, service, cluster, config.ports(), services));
        });
    }

    private Ec2Service createService(TaskDefinition task) {
        return Ec2Service.Builder.create(this, "Daemon")
                .cluster(cluster)
                .taskDefinition(task)
                .daemon(true)
                // A new task needs the ports of the previous one.
                .minHealthyPercent(0)
                .maxHealthyPercent(100)
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .build();
    }

    /** The monitoring of a cluster's instances, even if the cluster is imported more than once. */
    public static Optional<HostMonitoring> find(ICluster cluster) {
        return cluster.getNode().getRoot().getNode().findAll().stream()
                .filter(HostMonitoring.class::isInstance)
                .map(HostMonitoring.class::cast)
                .filter(monitoring -> ClusterIdentity.same(monitoring.cluster, cluster))
                .findFirst();
    }

    /** The workspace that receives the instances' samples. */
    public IPrometheusWorkspace getWorkspace() {
        return workspace;
    }

    /** The daemon service. */
    public Ec2Service getService() {
        return service;
    }

    /** The log group of the daemon's containers; empty with another log driver. */
    public Optional<ILogGroup> getLogGroup() {
        return Optional.ofNullable(logGroup);
    }

    /** Collects the options of a {@link HostMonitoring}. */
    public static final class Builder extends MonitoringBuilder<Builder> {
        private final Construct scope;
        private final String id;
        private ICluster cluster;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required cluster and workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The cluster whose EC2 instances are monitored; may be imported. Required. */
        public Builder cluster(ICluster cluster) {
            this.cluster = Objects.requireNonNull(cluster, "cluster");
            return this;
        }

        /**
         * Copies the options of another builder that both kinds have, as they are now, except for
         * {@link #configOverride}. Labels are added to those of this builder; all other options replace earlier calls
         * and are replaced by later ones.
         */
        public Builder optionsOf(MonitoringBuilder<?> other) {
            return optionsOf(other.options());
        }

        /** Does the same with options that have been read from a builder. */
        public Builder optionsOf(MonitoringOptions other) {
            return with(options().mergedWith(other.forHost()));
        }

        /**
         * Creates the daemon.
         *
         * @throws IllegalArgumentException if the cluster's instances are already monitored, the daemon's roles are
         *     created outside of the app, or options conflict
         */
        public HostMonitoring build() {
            obstacle().or(() -> SynthesizedStage.obstacle(scope)).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
            return createDaemon();
        }

        /** Does what {@link #build} does, after {@link #obstacle} has found nothing. */
        HostMonitoring createDaemon() {
            return new HostMonitoring(this, config());
        }

        /** Why the instances cannot be monitored; empty if they can. Changes nothing. */
        Optional<String> obstacle() {
            Objects.requireNonNull(cluster, "cluster");
            options().sidecars().logs().check();
            IPrometheusWorkspace workspace = options().requiredWorkspace();
            return find(cluster)
                    .map(existing -> "instances of cluster " + cluster.getNode().getPath()
                            + " are already monitored by " + existing.getNode().getPath()
                            + ": two exporters cannot share a port of an instance")
                    .or(() -> WorkspaceReferenceCheck.obstacle(cluster, workspace))
                    .or(() -> ConstructIdCheck.obstacle(scope, id))
                    .or(() -> ConstructIdCheck.obstacleToServices(scope))
                    .or(() ->
                            ImageAssetCheck.obstacle(scope, options().sidecars().assets()))
                    .or(this::roles);
        }

        private Optional<String> roles() {
            return options().sidecars().grantPermissions()
                    ? RoleCheck.obstacleForNewRoles(
                            scope,
                            id,
                            options().taskPermissions(config()),
                            options().sidecars().executionPermissions(scope, id, scope))
                    : Optional.empty();
        }

        private AdotConfig config() {
            return AdotConfig.Builder.create()
                    .forHost()
                    .options(options().configuration())
                    .endpoints(TaskNetwork.ofDaemon().endpoints())
                    .memoryLimitMiB(options().sidecars().collector().memoryLimitMiB())
                    .writerRole(options().requiredWorkspace().getWriterRoleArn().isPresent())
                    .build();
        }
    }
}
