package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.check.ConstructIdCheck;
import io.github.ecsmonitoring.task.check.HostPortCheck;
import io.github.ecsmonitoring.task.check.ImageAssetCheck;
import io.github.ecsmonitoring.task.check.InstanceMemoryCheck;
import io.github.ecsmonitoring.task.check.RoleCheck;
import io.github.ecsmonitoring.task.check.SynthesizedStage;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.ClusterIdentity;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * Monitors the instances of a cluster: a daemon service runs one task with the node exporter and the ADOT collector on
 * each EC2 instance, regardless of capacity providers, and a managed daemon does so on each instance of ECS Managed
 * Instances. Tasks on Fargate are not affected.
 *
 * <pre>{@code
 * HostMonitoring.Builder.create(this, "Hosts").cluster(cluster).workspace(workspace).build();
 * }</pre>
 *
 * <p>The exporter reads the instance's {@code /proc}, {@code /sys} and {@code /}, mounted read-only, in the instance's
 * process namespace and, except on Managed Instances, its network namespace, as user {@code nobody} and without
 * capabilities. Metrics that require root are therefore missing: {@code node_rapl_*}, serial numbers in
 * {@code node_dmi_info}, {@code slabinfo}, and the size of file systems below directories that {@code nobody} cannot
 * access. ECS mounts are private: file systems that the instance mounts after the daemon has started are visible after
 * its next start.
 *
 * <p>The daemon uses ports 9100, 8888 and 13133 of the loopback interface, on EC2 of that of the instance. Its series
 * have the labels of the instance and none of a task, and exclude {@code ecs_*} of its own task:
 * {@code node_load1{account_id="…",region="…",availability_zone="…",ecs_cluster="shop",instance="i-0a1b…",instance_type="t3.medium",job="node"}}.
 * On EC2 the ECS agent must run with {@code ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true}, as on the ECS-optimized
 * images.
 *
 * <p>ECS replaces all Managed Instances, some at a time, for each change of the managed daemon. An instance whose
 * daemon has stopped stays in service, since the daemon is not critical.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html">daemon services</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html">managed daemons</a>
 */
public final class HostMonitoring extends Construct {
    private final ICluster cluster;
    private final IPrometheusWorkspace workspace;
    private final HostCapacity capacity;
    /** Null without EC2 instances. */
    private final Ec2Service service;
    /** Null without Managed Instances. */
    private final CfnResource daemon;
    /** Null with another log driver. */
    private final ILogGroup logGroup;

    private HostMonitoring(Builder builder, HostCapacity capacity) {
        super(builder.scope, builder.id);
        this.capacity = capacity;
        cluster = builder.cluster;
        workspace = builder.options().requiredWorkspace();
        HostRoles roles = HostRoles.create(this);
        MonitoringOptions options = builder.options().withLogDestination(this);
        logGroup = options.sidecars().logs().group();
        AdotConfig config = builder.config(HostPlacement.EC2);
        service = capacity.ec2()
                ? Ec2HostDaemon.create(this, cluster, HostTask.create(this, roles, options, HostPlacement.EC2, config))
                : null;
        daemon = capacity.capacityProviders().isEmpty() ? null : createManaged(builder, roles, options);
        if (options.sidecars().grantPermissions()) {
            workspace.grantRemoteWrite(roles.task());
        }
        SummaryPrinter summary = SummaryPrinter.of(this);
        summary.monitoredCluster(cluster, options.sidecars().memoryReservationMiB());
        TaskServices services = TaskServices.of(this);
        HostCost.register(cluster, options, config.scrapeIntervalSeconds(), services, capacity);
        WorkspaceReferenceCheck.otherRegion(this, workspace).ifPresent(summary::note);
        getNode().addValidation(() -> {
            InstanceMemoryCheck.warn(this, cluster, services);
            return summary.validated(errors(builder, config.ports(), services));
        });
    }

    private CfnResource createManaged(Builder builder, HostRoles roles, MonitoringOptions options) {
        Construct scope = new Construct(this, "ManagedInstances");
        HostPlacement placement = HostPlacement.MANAGED_INSTANCES;
        HostTask task = HostTask.create(scope, roles, options, placement, builder.config(placement));
        return ManagedInstancesDaemon.create(scope, cluster, capacity.capacityProviders(), task);
    }

    private List<String> errors(Builder builder, List<Integer> ports, TaskServices services) {
        List<String> errors = new ArrayList<>();
        capacity.missedIn(builder.capacity())
                .ifPresent(reason -> errors.add(getNode().getPath() + " does not monitor all instances of cluster "
                        + cluster.getNode().getPath() + ": " + reason));
        if (service != null) {
            errors.addAll(HostPortCheck.errors(this, service, cluster, ports, services));
        }
        return errors;
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

    /** The daemon service of EC2 instances; empty if the cluster has Managed Instances only. */
    public Optional<Ec2Service> getService() {
        return Optional.ofNullable(service);
    }

    /** The {@code AWS::ECS::Daemon} of Managed Instances; empty without them. */
    public Optional<CfnResource> getManagedInstancesDaemon() {
        return Optional.ofNullable(daemon);
    }

    /** The ARNs of the capacity providers whose Managed Instances are monitored. */
    public List<String> getManagedInstancesProviders() {
        return capacity.capacityProviders();
    }

    /** The log group of the daemon's containers; empty with another log driver. */
    public Optional<ILogGroup> getLogGroup() {
        return Optional.ofNullable(logGroup);
    }

    /** Collects the options of a {@link HostMonitoring}. */
    public static final class Builder extends MonitoringBuilder<Builder> {
        private final Construct scope;
        private final String id;
        private final List<String> managedInstances = new ArrayList<>();
        private ICluster cluster;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required cluster and workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * The cluster whose instances are monitored; may be imported. Required.
         *
         * <p>An imported cluster is assumed to have EC2 instances, unless it was imported with {@code hasEc2Capacity}
         * false, and no Managed Instances except {@link #managedInstances}.
         */
        public Builder cluster(ICluster cluster) {
            this.cluster = Objects.requireNonNull(cluster, "cluster");
            return this;
        }

        /**
         * Adds capacity providers of ECS Managed Instances that the app does not create, such as those of an imported
         * cluster. Default: those that the app has created for the cluster before {@link #build}.
         *
         * @param capacityProviderArns such as {@code arn:aws:ecs:eu-west-1:111122223333:capacity-provider/shop}
         * @throws IllegalArgumentException for a name instead of an ARN
         */
        public Builder managedInstances(String... capacityProviderArns) {
            for (String arn : capacityProviderArns) {
                if (!Token.isUnresolved(arn) && !arn.startsWith("arn:")) {
                    throw new IllegalArgumentException(
                            "managedInstances must be ARNs of capacity providers, got \"" + arn + "\"");
                }
                managedInstances.add(arn);
            }
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
            return new HostMonitoring(this, capacity());
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
                    .or(() -> HostCapacity.obstacle(scope, cluster, ManagedInstances.inAppOf(scope)))
                    .or(() -> ConstructIdCheck.obstacle(scope, id))
                    .or(() -> ConstructIdCheck.obstacleToServices(scope))
                    .or(() ->
                            ImageAssetCheck.obstacle(scope, options().sidecars().assets()))
                    .or(this::roles);
        }

        private HostCapacity capacity() {
            return HostCapacity.of(cluster, ManagedInstances.inAppOf(scope), managedInstances);
        }

        private Optional<String> roles() {
            return options().sidecars().grantPermissions()
                    ? RoleCheck.obstacleForNewRoles(
                            scope,
                            id,
                            options().taskPermissions(config(HostPlacement.EC2)),
                            options().sidecars().executionPermissions(scope, id, scope))
                    : Optional.empty();
        }

        private AdotConfig config(HostPlacement placement) {
            return AdotConfig.Builder.create()
                    .forHost()
                    .managedInstances(placement == HostPlacement.MANAGED_INSTANCES)
                    .options(options().configuration())
                    .endpoints(TaskNetwork.ofDaemon().endpoints())
                    .memoryLimitMiB(options().sidecars().collector().memoryLimitMiB())
                    .writerRole(options().requiredWorkspace().getWriterRoleArn().isPresent())
                    .build();
        }
    }
}
