package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.PipelineFeature;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Monitoring of one task definition: adds the node exporter and the ADOT collector to it and lets its role write to a workspace.
 *
 * <pre>{@code
 * TaskMonitoring.Builder.create(this, "OrdersMonitoring")
 *     .taskDefinition(orders)
 *     .workspace(PrometheusWorkspace.fromWorkspaceArn(this, "Amp", arn))
 *     .scrape(ScrapeJob.of("orders", 8080).path("/actuator/prometheus"))
 *     .build();
 * }</pre>
 *
 * <p>The task definition can be for Fargate, EC2 or both, with Linux and networkMode AWS_VPC, BRIDGE or HOST. Both containers are
 * non-essential, have limited memory and read-only root file systems. Containers of the app start after them, also those that are added
 * later; but one that is scraped in networkMode BRIDGE starts before the collector, which is linked to it. In networkMode HOST the
 * sidecars declare the ports 9101, 8889 and 13134 of the instance, else none. Together they reserve 256 MiB.
 */
public final class TaskMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final ContainerDefinition collectorContainer;
    private final ContainerDefinition exporterContainer;
    private final TaskInstrumentation instrumentation;

    private TaskMonitoring(Builder builder, TaskDefinition task, AdotConfig config) {
        super(builder.scope, builder.id);
        workspace = builder.workspace;
        SidecarContext context = new SidecarContext(task, builder.logs.create(this), builder.images);
        if (builder.grantPermissions) {
            workspace.grantRemoteWrite(task.getTaskRole());
            config.permissions().forEach(permission -> permission.addTo(task.getTaskRole()));
        }
        TaskNetwork network = builder.network(task);
        instrumentation = new TaskInstrumentation(task, this, network);
        String serviceName = builder.serviceName != null ? builder.serviceName : ServiceName.of(task, instrumentation.services());
        exporterContainer = builder.exporter.addTo(context, network);
        collectorContainer = builder.collector.addTo(context, config, workspace, serviceName);
        network.declarePorts(config.ports(), exporterContainer, collectorContainer);
        instrumentation.arrange(exporterContainer, collectorContainer, config, builder.scrapeJobs, builder.appDependsOnCollector);
        instrumentation.size(builder.upsize);
        TemplateBudget.add(task, config);
    }

    /** The monitoring that a task definition has. */
    public static Optional<TaskMonitoring> find(TaskDefinition taskDefinition) {
        return taskDefinition.getNode().tryFindChild(TaskInstrumentation.ID) instanceof TaskInstrumentation instrumentation
            ? Optional.of(instrumentation.owner())
            : Optional.empty();
    }

    /** For a task that is monitored while the CDK goes through Aspects. */
    void arrangeNow() {
        instrumentation.arrangeNow();
    }

    boolean isSidecar(ContainerDefinition container) {
        return container == collectorContainer || container == exporterContainer;
    }

    /** Where the task's samples go. */
    public IPrometheusWorkspace getWorkspace() {
        return workspace;
    }

    /** The container {@code adot}. */
    public ContainerDefinition getCollectorContainer() {
        return collectorContainer;
    }

    /** The container {@code node-exporter}. */
    public ContainerDefinition getExporterContainer() {
        return exporterContainer;
    }

    /** Collects the options of a {@link TaskMonitoring}. */
    public static final class Builder {
        /** So that no port of one meets a port of another. */
        private static final int MAX_HOST_PORT_OFFSET = 99;

        private final Construct scope;
        private final String id;
        private final AdotConfig.Builder config = AdotConfig.Builder.create();
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private final SidecarLogs.Options logs = new SidecarLogs.Options();
        private ITaskDefinition taskDefinition;
        private IPrometheusWorkspace workspace;
        private AdotSidecar collector;
        private NodeExporterSidecar exporter;
        private String serviceName;
        private ImageSource images;
        private int hostPortOffset = 1;
        private boolean upsize;
        private boolean appDependsOnCollector = true;
        private boolean grantPermissions = true;
        private AdotConfig finishedConfig;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder that still needs a task definition and a workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The task definition to monitor. Required; must be made by this app. */
        public Builder taskDefinition(ITaskDefinition taskDefinition) {
            this.taskDefinition = taskDefinition;
            return this;
        }

        /** Where samples go. Required. */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = workspace;
            return this;
        }

        /** Pages of the app to scrape; may be called repeatedly. Default: none. */
        public Builder scrape(ScrapeJob... jobs) {
            scrapeJobs.addAll(List.of(jobs));
            return this;
        }

        /**
         * The time between two scrapes of jobs that say nothing else. Default: 30 seconds.
         *
         * @throws IllegalArgumentException unless it is 10 to 240 whole seconds
         */
        public Builder scrapeInterval(Duration interval) {
            config.scrapeInterval(interval);
            return this;
        }

        /**
         * Labels that each series of the task gets, such as {@code team}; may be called repeatedly. Default: none.
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

        /** Further ways of data, such as {@code XRayTraces.create()}; may be called repeatedly. Default: pages to the workspace only. */
        public Builder feature(PipelineFeature... features) {
            config.features(List.of(features));
            return this;
        }

        /**
         * Changes to the collector's finished configuration, for what is not modelled: maps are merged key by key, all else is replaced,
         * and null takes a key away; may be called repeatedly. In the collector's own syntax ({@code $$} is a dollar). Default: none.
         *
         * @throws IllegalArgumentException if it holds a token, or what YAML cannot say
         */
        public Builder configOverride(Map<String, Object> override) {
            config.configOverride(override);
            return this;
        }

        /**
         * The label {@code ecs_service}. Default: the literal name, else the id, of the one service that runs the task, else the task's
         * family. The service of a pattern such as {@code ApplicationLoadBalancedFargateService} goes by the pattern's id.
         *
         * @throws IllegalArgumentException if it is empty or a token, since a reference to the service would be a cycle
         */
        public Builder serviceName(String name) {
            if (Objects.requireNonNull(name, "serviceName").isBlank() || Token.isUnresolved(name)) {
                throw new IllegalArgumentException("serviceName must be a name that is known at synth, got "
                    + (name.isBlank() ? "\"" + name + "\"" : "a token: a reference to the service would be a dependency cycle"));
            }
            this.serviceName = name;
            return this;
        }

        /** Where the sidecars log. Default: a new group that keeps a month. */
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

        /** Image, memory and CPU of the exporter. Default: {@link NodeExporterSidecar}'s. */
        public Builder exporter(NodeExporterSidecar exporter) {
            this.exporter = exporter;
            return this;
        }

        /**
         * How far the sidecars' ports of a task in networkMode HOST are from 9100, 8888 and 13133, which are the instance's daemon's. Task
         * definitions whose tasks are to share instances need different ones. OTLP is taken on 4317 and 4318 with 1, on 4319 and 4320 with 2,
         * and so on: say so in the app's OTEL_EXPORTER_OTLP_ENDPOINT. Default: 1. Has no effect in other network modes.
         *
         * @throws IllegalArgumentException unless it is 1 to 99
         */
        public Builder hostPortOffset(int offset) {
            if (offset < 1 || offset > MAX_HOST_PORT_OFFSET) {
                throw new IllegalArgumentException("hostPortOffset must be 1 to " + MAX_HOST_PORT_OFFSET + ", got " + offset);
            }
            this.hostPortOffset = offset;
            return this;
        }

        private TaskNetwork network(TaskDefinition task) {
            return TaskNetwork.of(task, hostPortOffset);
        }

        /**
         * Where the task is too small for all that its containers reserve, gives it Fargate's next size at synth, which costs more, in place of an
         * error; an annotation says so. Has no effect on tasks for EC2 alone, nor where the size is a token. Default: an error.
         */
        public Builder upsize() {
            this.upsize = true;
            return this;
        }

        /** Whether the app's containers start after the collector and stop before it. Default: true. */
        public Builder appDependsOnCollector(boolean depends) {
            this.appDependsOnCollector = depends;
            return this;
        }

        /**
         * Whether the roles get what the sidecars need, and one that cannot be extended is an error that prints the policy to attach; false if
         * they have it already: imported and immutable roles, and those of {@code Role.customizeRoles}. Default: true.
         */
        public Builder grantPermissions(boolean grant) {
            this.grantPermissions = grant;
            return this;
        }

        /**
         * Adds the containers.
         *
         * @throws IllegalArgumentException if the task definition cannot be monitored, one of its roles cannot be extended, a scrape job
         *     is not possible, or options contradict each other; nothing has been added to the task definition then
         */
        public TaskMonitoring build() {
            TaskRequirements.require(refusal());
            return new TaskMonitoring(this, (TaskDefinition) taskDefinition, finishedConfig());
        }

        /**
         * Why the task definition cannot be monitored; nothing has been changed to find out.
         *
         * @throws IllegalArgumentException if it could be, but a scrape job is not possible
         */
        Optional<String> refusal() {
            Objects.requireNonNull(workspace, "workspace");
            logs.check();
            if (collector == null) {
                collector = AdotSidecar.Builder.create().build();
            }
            if (exporter == null) {
                exporter = NodeExporterSidecar.Builder.create().build();
            }
            return TaskRequirements.refusal(Objects.requireNonNull(taskDefinition, "taskDefinition"))
                .or(() -> TaskRequirements.refusalOfStage(taskDefinition, workspace))
                .or(() -> TaskRequirements.refusalOfId(scope, id))
                .or(this::refusalOfRoles);
        }

        private Optional<String> refusalOfRoles() {
            return !grantPermissions ? Optional.empty() : TaskRoles.refusal((TaskDefinition) taskDefinition,
                TaskRoles.ofTask(workspace, finishedConfig()),
                TaskRoles.ofExecution(logs.permissions(scope, id),
                    exporter.imagePull((TaskDefinition) taskDefinition, images), collector.imagePull((TaskDefinition) taskDefinition, images),
                    finishedConfig().secretPermissions()));
        }

        private AdotConfig finishedConfig() {
            if (finishedConfig == null) {
                TaskNetwork network = network((TaskDefinition) taskDefinition);
                config.scrapeJobs(scrapeJobs).endpoints(network.endpoints()).memoryLimitMiB(collector.memoryLimitMiB());
                finishedConfig = build(config);
            }
            return finishedConfig;
        }

        private AdotConfig build(AdotConfig.Builder config) {
            try {
                return config.build();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("task definition " + taskDefinition.getNode().getPath() + ": " + e.getMessage(), e);
            }
        }
    }
}
