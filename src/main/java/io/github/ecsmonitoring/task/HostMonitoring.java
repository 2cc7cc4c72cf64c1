package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
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
import software.constructs.Construct;

/**
 * Monitoring of a cluster's EC2 instances: a daemon, one task on each instance, with the node exporter and the ADOT
 * collector. It runs whatever capacity providers the services of the cluster use; Fargate's are not concerned.
 *
 * <pre>{@code
 * HostMonitoring.Builder.create(this, "Hosts").cluster(cluster).workspace(workspace).build();
 * }</pre>
 *
 * <p>The exporter sees the instance's {@code /proc}, {@code /sys} and {@code /} read-only, in the instance's network
 * and process namespaces, as user nobody and without capabilities. So what only root can read is missing:
 * {@code node_rapl_*}, serial numbers in {@code node_dmi_info}, {@code slabinfo}, and the size of file systems beneath
 * directories that others cannot enter. ECS mounts are private: what an instance mounts after the daemon's start is
 * seen after its next start.
 *
 * <p>Ports 9100, 8888 and 13133 of each instance's loopback are the daemon's. Its series have the instance's labels and
 * none of a task, and there are no {@code ecs_*} of its own task:
 * {@code node_load1{account_id="…",region="…",availability_zone="…",ecs_cluster="shop",instance="i-0a1b…",instance_type="t3.medium",job="node"}}.
 * An instance must run the agent with {@code ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true}, as the ECS-optimized images
 * do.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html">daemon services</a>
 */
public final class HostMonitoring extends Construct {
    private static final String TASK = "Task";

    private final ICluster cluster;
    private final IPrometheusWorkspace workspace;
    private final Ec2Service service;

    private HostMonitoring(Builder builder, AdotConfig config) {
        super(builder.scope, builder.id);
        cluster = builder.cluster;
        workspace = builder.requiredWorkspace();
        TaskNetwork network = TaskNetwork.ofDaemon();
        TaskDefinition task = Ec2TaskDefinition.Builder.create(this, TASK)
                .networkMode(NetworkMode.HOST)
                .pidMode(PidMode.HOST)
                .build();
        SidecarContext context =
                new SidecarContext(task, builder.logs().create(this), builder.images(), builder.grantsPermissions());
        ContainerDefinition exporter = builder.exporter().addToDaemon(context, network);
        ContainerDefinition collector = builder.collector().addToDaemon(context, config, workspace);
        if (builder.grantsPermissions()) {
            workspace.grantRemoteWrite(task.getTaskRole());
        }
        network.declarePorts(config.ports(), exporter, collector);
        ContainerOrder.startAfter(collector, exporter);
        service = Ec2Service.Builder.create(this, "Daemon")
                .cluster(cluster)
                .taskDefinition(task)
                .daemon(true)
                // The next one needs the ports of the one before.
                .minHealthyPercent(0)
                .maxHealthyPercent(100)
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .build();
        TemplateBudget.add(this, config);
        WorkspacePlace.warn(this, workspace);
        TaskServices services = TaskServices.of(this);
        getNode().addValidation(() -> HostPorts.validate(this, cluster, config.ports(), services));
    }

    /** The monitoring that a cluster's instances have, also where the cluster is imported twice. */
    public static Optional<HostMonitoring> find(ICluster cluster) {
        return cluster.getNode().getRoot().getNode().findAll().stream()
                .filter(HostMonitoring.class::isInstance)
                .map(HostMonitoring.class::cast)
                .filter(monitoring -> ClusterIdentity.same(monitoring.cluster, cluster))
                .findFirst();
    }

    /** Where the instances' samples go. */
    public IPrometheusWorkspace getWorkspace() {
        return workspace;
    }

    /** The daemon. */
    public Ec2Service getService() {
        return service;
    }

    /** Collects the options of a {@link HostMonitoring}. */
    public static final class Builder extends MonitoringOptions<Builder> {
        private final Construct scope;
        private final String id;
        private ICluster cluster;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder that still needs a cluster and a workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The cluster whose EC2 instances are monitored; may be imported. Required. */
        public Builder cluster(ICluster cluster) {
            this.cluster = Objects.requireNonNull(cluster, "cluster");
            return this;
        }

        /**
         * Takes all that another builder was told and both have, as it is now, but its {@link #configOverride}. What is
         * said afterwards takes its place; labels are added to it.
         */
        public Builder optionsOf(MonitoringOptions<?> other) {
            copyFrom(other);
            return this;
        }

        /**
         * @throws IllegalArgumentException if the cluster's instances are monitored already, the daemon's roles are
         *     made by others, or options contradict each other
         */
        public HostMonitoring build() {
            TaskRequirements.require(refusal());
            return new HostMonitoring(this, finishedConfig());
        }

        /** Why the instances cannot be monitored; nothing has been changed to find out. */
        Optional<String> refusal() {
            Objects.requireNonNull(cluster, "cluster");
            checkLogs();
            return find(cluster)
                    .map(existing -> "instances of cluster " + cluster.getNode().getPath() + " are monitored by "
                            + existing.getNode().getPath() + " already: two exporters cannot share an instance's port")
                    .or(() -> WorkspacePlace.refusal(cluster, requiredWorkspace()))
                    .or(() -> TaskRequirements.refusalOfId(scope, id))
                    .or(() -> TaskServices.refusal(scope))
                    .or(this::refusalOfRoles);
        }

        private Optional<String> refusalOfRoles() {
            return !grantsPermissions()
                    ? Optional.empty()
                    : TaskRoles.refusalOfNew(
                            scope,
                            id + "/" + TASK,
                            TaskRoles.ofTask(requiredWorkspace(), finishedConfig()),
                            TaskRoles.ofExecution(
                                    logs().permissions(scope, id),
                                    exporter().imagePull(scope, images()),
                                    collector().imagePull(scope, images())));
        }

        private AdotConfig finishedConfig() {
            AdotConfig.Builder config = AdotConfig.Builder.create()
                    .forHost()
                    .endpoints(TaskNetwork.ofDaemon().endpoints());
            configure(config);
            return config.build();
        }
    }
}
