package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PidMode;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Monitoring of a cluster's EC2 instances: a daemon, one task on each instance, with the node exporter and the ADOT collector. It runs
 * whatever capacity providers the services of the cluster use; Fargate's are not concerned.
 *
 * <pre>{@code
 * HostMonitoring.Builder.create(this, "Hosts").cluster(cluster).workspace(workspace).build();
 * }</pre>
 *
 * <p>The exporter sees the instance's {@code /proc}, {@code /sys} and {@code /} read-only, in the instance's network and process
 * namespaces, as user nobody and without capabilities. So what only root can read is missing: {@code node_rapl_*}, serial numbers in
 * {@code node_dmi_info}, {@code slabinfo}, and the size of file systems beneath directories that others cannot enter. ECS mounts are
 * private: what an instance mounts after the daemon's start is seen after its next start.
 *
 * <p>Ports 9100, 8888 and 13133 of each instance's loopback are the daemon's. Its series have the instance's labels and none of a task:
 * {@code node_load1{account_id="…",region="…",availability_zone="…",ecs_cluster="shop",instance="i-0a1b…",instance_type="t3.medium",job="node"}}.
 * An instance must run the agent with {@code ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true}, as the ECS-optimized images do.
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
        workspace = builder.workspace;
        TaskNetwork network = TaskNetwork.ofDaemon();
        TaskDefinition task = Ec2TaskDefinition.Builder.create(this, TASK).networkMode(NetworkMode.HOST).pidMode(PidMode.HOST).build();
        if (builder.grantPermissions) {
            workspace.grantRemoteWrite(task.getTaskRole());
        }
        SidecarContext context = new SidecarContext(task, builder.logs.create(this), builder.images);
        ContainerDefinition exporter = builder.exporter.addToDaemon(context, network);
        ContainerDefinition collector = builder.collector.addToDaemon(context, config, workspace);
        network.declarePorts(config.ports(), exporter, collector);
        ContainerOrder.startAfter(collector, exporter);
        service = Ec2Service.Builder.create(this, "Daemon")
            .cluster(cluster)
            .taskDefinition(task)
            .daemon(true)
            // The next one needs the ports of the one before.
            .minHealthyPercent(0)
            .maxHealthyPercent(100)
            .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .build();
        TemplateBudget.add(this, config);
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
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private final AdotConfig.Builder config = AdotConfig.Builder.create().forHost().endpoints(TaskNetwork.ofDaemon().endpoints());
        private final SidecarLogs.Options logs = new SidecarLogs.Options();
        private ICluster cluster;
        private IPrometheusWorkspace workspace;
        private AdotSidecar collector;
        private NodeExporterSidecar exporter;
        private ImageSource images;
        private boolean grantPermissions = true;

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
            this.cluster = cluster;
            return this;
        }

        /** Where samples go. Required. */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = workspace;
            return this;
        }

        /**
         * The time between two scrapes. Default: 30 seconds.
         *
         * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
         */
        public Builder scrapeInterval(Duration interval) {
            config.scrapeInterval(interval);
            return this;
        }

        /**
         * Labels that each series gets, such as {@code environment}; may be called repeatedly. Default: none.
         *
         * @throws IllegalArgumentException if one is no label, has no value that is known at synth, or is set by the library
         */
        public Builder labels(Map<String, String> labels) {
            config.labels(labels);
            return this;
        }

        /** Which metrics of the exporter and of the collector itself are kept. Default: {@link MetricProfile#ESSENTIAL}. */
        public Builder profile(MetricProfile profile) {
            config.profile(profile);
            return this;
        }

        /**
         * Changes to the collector's finished configuration, as {@link TaskMonitoring.Builder#configOverride}; may be called repeatedly.
         * Default: none.
         *
         * @throws IllegalArgumentException if it holds a token, or what YAML cannot say
         */
        public Builder configOverride(Map<String, Object> override) {
            config.configOverride(override);
            return this;
        }

        /** Where both containers log. Default: a new group that keeps a month. */
        public Builder logGroup(ILogGroup logGroup) {
            logs.group(logGroup);
            return this;
        }

        /** How long the group that is made is kept. Default: a month. A group that is given keeps its own retention. */
        public Builder logRetention(RetentionDays retention) {
            logs.retention(retention);
            return this;
        }

        /**
         * How the sidecars log instead, such as {@code LogDrivers.firelens(...)} or {@code LogDrivers.splunk(...)}; then no group is made
         * and no right to write to one given. A driver that blocks while its lines cannot be delivered can hold up the collector.
         */
        public Builder logging(LogDriver driver) {
            logs.driver(driver);
            return this;
        }

        /** A private registry with copies of the sidecars' images; a sidecar that names its image keeps it. Default: public registries. */
        public Builder images(ImageSource images) {
            this.images = images;
            return this;
        }

        /** Image, memory and CPU of the collector. Default: {@link AdotSidecar}'s. */
        public Builder collector(AdotSidecar collector) {
            this.collector = collector;
            return this;
        }

        /** Image, memory and CPU of the exporter. Default: {@link NodeExporterSidecar}'s, for x86-64. */
        public Builder exporter(NodeExporterSidecar exporter) {
            this.exporter = exporter;
            return this;
        }

        /**
         * Whether the daemon's roles get what it needs; false if {@code Role.customizeRoles} has them made by others, and they have the policies
         * that the error prints. Default: true.
         */
        public Builder grantPermissions(boolean grant) {
            this.grantPermissions = grant;
            return this;
        }

        /** @throws IllegalArgumentException if the cluster's instances are monitored already, the daemon's roles are made by others, or
         *     options contradict each other */
        public HostMonitoring build() {
            TaskRequirements.require(refusal());
            return new HostMonitoring(this, finishedConfig());
        }

        /** Why the instances cannot be monitored; nothing has been changed to find out. */
        Optional<String> refusal() {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(workspace, "workspace");
            logs.check();
            if (collector == null) {
                collector = AdotSidecar.Builder.create().build();
            }
            if (exporter == null) {
                exporter = NodeExporterSidecar.Builder.create().build();
            }
            return find(cluster).map(existing -> "instances of cluster " + cluster.getNode().getPath() + " are monitored by "
                    + existing.getNode().getPath() + " already: two exporters cannot share an instance's port")
                .or(() -> TaskRequirements.refusalOfStage(cluster, workspace))
                .or(() -> TaskRequirements.refusalOfId(scope, id))
                .or(this::refusalOfRoles);
        }

        private Optional<String> refusalOfRoles() {
            return !grantPermissions ? Optional.empty() : TaskRoles.refusalOfNew(scope, id + "/" + TASK,
                TaskRoles.ofTask(workspace, finishedConfig()), TaskRoles.ofExecution(logs.permissions(scope, id), exporter.imagePull(scope, images), collector.imagePull(scope, images)));
        }

        private AdotConfig finishedConfig() {
            return config.memoryLimitMiB(collector.memoryLimitMiB()).build();
        }
    }
}
