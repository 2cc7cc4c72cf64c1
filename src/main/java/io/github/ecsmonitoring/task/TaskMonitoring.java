package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * Monitoring of one task definition: adds the node exporter and the ADOT collector to it and lets its role write to a
 * workspace.
 *
 * <pre>{@code
 * TaskMonitoring.Builder.create(this, "OrdersMonitoring")
 *     .taskDefinition(orders)
 *     .workspace(PrometheusWorkspace.fromWorkspaceArn(this, "Amp", arn))
 *     .scrape(ScrapeJob.of("orders", 8080).path("/actuator/prometheus"))
 *     .build();
 * }</pre>
 *
 * <p>The task definition can be for Fargate, EC2 or both, with Linux and networkMode AWS_VPC, BRIDGE or HOST. Both
 * containers are non-essential, have limited memory and read-only root file systems. Containers of the app start after
 * them, also those that are added later; but one that is scraped in networkMode BRIDGE starts before the collector,
 * which is linked to it. In networkMode HOST the sidecars declare the ports 9101, 8889 and 13134 of the instance, else
 * none. Together they reserve 224 MiB.
 */
public final class TaskMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final ContainerDefinition collectorContainer;
    private final ContainerDefinition exporterContainer;
    private final TaskInstrumentation instrumentation;

    private TaskMonitoring(Builder builder, TaskDefinition task, AdotConfig config) {
        super(builder.scope, builder.id);
        workspace = builder.requiredWorkspace();
        SidecarContext context =
                new SidecarContext(task, builder.logs().create(this), builder.images(), builder.grantsPermissions());
        TaskNetwork network = builder.network(task);
        instrumentation = new TaskInstrumentation(task, this, network);
        String serviceName =
                builder.serviceName != null ? builder.serviceName : ServiceName.of(task, instrumentation.services());
        exporterContainer = builder.exporter().addTo(context, network);
        collectorContainer = builder.collector().addTo(context, config, workspace, serviceName);
        network.declarePorts(config.ports(), exporterContainer, collectorContainer);
        instrumentation.arrange(
                exporterContainer, collectorContainer, config, builder.scrapeJobs, builder.appDepends());
        WorkspacePlace.warn(task, workspace);
        instrumentation.size(builder.upsizes(), config.scrapeIntervalSeconds());
        TemplateBudget.add(task, config);
        if (builder.grantsPermissions()) {
            workspace.grantRemoteWrite(task.getTaskRole());
            config.permissions().forEach(permission -> permission.addTo(task.getTaskRole()));
        }
    }

    /** The monitoring that a task definition has. */
    public static Optional<TaskMonitoring> find(TaskDefinition taskDefinition) {
        return taskDefinition.getNode().tryFindChild(TaskInstrumentation.ID)
                        instanceof TaskInstrumentation instrumentation
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
    public static final class Builder extends TaskOptions<Builder> {
        /** So that no port of one meets a port of another. */
        private static final int MAX_HOST_PORT_OFFSET = 99;

        private final Construct scope;
        private final String id;
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private ITaskDefinition taskDefinition;
        private String serviceName;
        private int hostPortOffset = 1;
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
            this.taskDefinition = Objects.requireNonNull(taskDefinition, "taskDefinition");
            return this;
        }

        /** Pages of the app to scrape; may be called repeatedly. Default: none. */
        public Builder scrape(ScrapeJob... jobs) {
            for (ScrapeJob job : jobs) {
                scrapeJobs.add(Objects.requireNonNull(job, "job"));
            }
            return this;
        }

        /**
         * The label {@code ecs_service}. Default: the literal name, else the id, of the one service that runs the task,
         * else the task's family. The service of a pattern such as {@code ApplicationLoadBalancedFargateService} goes
         * by the pattern's id.
         *
         * @throws IllegalArgumentException if it is empty or a token, since a reference to the service would be a cycle
         */
        public Builder serviceName(String name) {
            if (Objects.requireNonNull(name, "serviceName").isBlank() || Token.isUnresolved(name)) {
                throw new IllegalArgumentException("serviceName must be a name that is known at synth, got "
                        + (name.isBlank()
                                ? "\"" + name + "\""
                                : "a token: a reference to the service would be a dependency cycle"));
            }
            this.serviceName = name;
            return this;
        }

        /**
         * How far the sidecars' ports of a task in networkMode HOST are from 9100, 8888 and 13133, which are the
         * instance's daemon's. Task definitions whose tasks are to share instances need different ones. OTLP is taken
         * on 4317 and 4318 with 1, on 4319 and 4320 with 2, and so on: say so in the app's OTEL_EXPORTER_OTLP_ENDPOINT.
         * Default: 1. Has no effect in other network modes; differs from task to task, so {@code EcsMonitoring} has no
         * such option.
         *
         * @throws IllegalArgumentException unless it is 1 to 99
         */
        public Builder hostPortOffset(int offset) {
            if (offset < 1 || offset > MAX_HOST_PORT_OFFSET) {
                throw new IllegalArgumentException(
                        "hostPortOffset must be 1 to " + MAX_HOST_PORT_OFFSET + ", got " + offset);
            }
            this.hostPortOffset = offset;
            return this;
        }

        private TaskNetwork network(TaskDefinition task) {
            return TaskNetwork.of(task, hostPortOffset);
        }

        /**
         * Adds the containers.
         *
         * @throws IllegalArgumentException if the task definition cannot be monitored, one of its roles cannot be
         *     extended, a scrape job is not possible, or options contradict each other; nothing has been added to the
         *     task definition then
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
            Objects.requireNonNull(taskDefinition, "taskDefinition");
            checkLogs();
            finishedConfig = null;
            IPrometheusWorkspace workspace = requiredWorkspace();
            return TaskRequirements.refusal(taskDefinition)
                    .or(() -> WorkspacePlace.refusal(taskDefinition, workspace))
                    .or(() -> TaskRequirements.refusalOfId(scope, id))
                    .or(() -> TaskServices.refusal(taskDefinition))
                    .or(this::refusalOfRoles);
        }

        private Optional<String> refusalOfRoles() {
            return !grantsPermissions()
                    ? Optional.empty()
                    : TaskRoles.refusal(
                            (TaskDefinition) taskDefinition,
                            TaskRoles.ofTask(requiredWorkspace(), finishedConfig()),
                            TaskRoles.ofExecution(
                                    logs().permissions(scope, id),
                                    exporter().imagePull((TaskDefinition) taskDefinition, images()),
                                    collector().imagePull((TaskDefinition) taskDefinition, images()),
                                    finishedConfig().secretPermissions()));
        }

        private AdotConfig finishedConfig() {
            if (finishedConfig == null) {
                finishedConfig = newConfig();
            }
            return finishedConfig;
        }

        private AdotConfig newConfig() {
            AdotConfig.Builder config = AdotConfig.Builder.create()
                    .scrapeJobs(scrapeJobs)
                    .endpoints(network((TaskDefinition) taskDefinition).endpoints());
            configureTask(config);
            try {
                AdotConfig finished = config.build();
                if (((TaskDefinition) taskDefinition).getNetworkMode() == NetworkMode.BRIDGE) {
                    BridgeLinks.requireNoSecretsForTheApp(finished);
                }
                return finished;
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "task definition " + taskDefinition.getNode().getPath() + ": " + e.getMessage(), e);
            }
        }
    }
}
