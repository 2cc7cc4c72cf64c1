package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.internal.Utf8;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.check.MonitoredTask;
import io.github.ecsmonitoring.task.check.SynthesizedStage;
import io.github.ecsmonitoring.task.check.TemplateSizeCheck;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * Monitors one task definition: adds the node exporter and the ADOT collector, and grants the task role remote write to
 * a workspace.
 *
 * <pre>{@code
 * TaskMonitoring.Builder.create(this, "OrdersMonitoring")
 *     .taskDefinition(orders)
 *     .workspace(PrometheusWorkspace.fromWorkspaceArn(this, "Amp", arn))
 *     .scrape(ScrapeJob.of("orders", 8080).path("/actuator/prometheus"))
 *     .build();
 * }</pre>
 *
 * <p>The task definition is for Fargate, EC2 or both, on Linux, with networkMode AWS_VPC, BRIDGE or HOST. Both sidecars
 * are non-essential, have a memory limit and a read-only root file system, and together reserve 224 MiB. Containers of
 * the app start after them, including those that are added later; in networkMode BRIDGE a scraped container starts
 * before the collector, which is linked to it. In networkMode HOST the sidecars declare the ports 9101, 8889 and 13134
 * of the instance, in other modes none.
 */
public final class TaskMonitoring extends Construct {
    private final IPrometheusWorkspace workspace;
    private final ContainerDefinition collectorContainer;
    private final ContainerDefinition exporterContainer;
    /** Null with another log driver. */
    private final ILogGroup logGroup;

    private final TaskInstrumentation instrumentation;

    private TaskMonitoring(TaskMonitoringRequest request, AdotConfig config, String serviceName) {
        super(request.scope(), request.id());
        TaskDefinition task = request.task();
        MonitoringOptions options = request.options();
        SidecarOptions sidecars = options.sidecars();
        TaskNetwork network = request.network();
        TaskServices services = TaskServices.of(task);
        workspace = options.requiredWorkspace();

        SidecarContext context = sidecars.in(task, this, false);
        logGroup = context.logs().group();
        exporterContainer = sidecars.exporter().addTo(context, ExporterCommand.ofTask(task, network));
        collectorContainer = sidecars.collector()
                .addTo(
                        context,
                        config,
                        workspace,
                        serviceName != null ? ServiceName.escaped(serviceName) : ServiceName.of(task, services));
        network.declarePorts(config, exporterContainer, collectorContainer);
        sidecars.accept(task, AppContainers.of(task, List.of(exporterContainer, collectorContainer)));

        MonitoredTask monitored = new MonitoredTask(
                task, network.mode(), exporterContainer, collectorContainer, config, request.jobs(), services);
        TaskCost.register(monitored, options);
        instrumentation = new TaskInstrumentation(this, monitored, options);
        SummaryPrinter summary = SummaryPrinter.of(this);
        summary.monitoredTask(task, sidecars.memoryReservationMiB());
        WorkspaceReferenceCheck.otherRegion(task, workspace).ifPresent(summary::note);
        TemplateSizeCheck.count(task, config);
        RuleProfiles.add(workspace, collectorContainer, config);
        MonitoredServices.add(
                workspace, this, () -> serviceName != null ? serviceName : ServiceName.decide(task, services));
        if (sidecars.grantPermissions()) {
            workspace.grantRemoteWrite(task.getTaskRole());
            config.permissions().forEach(permission -> permission.addTo(task.getTaskRole()));
        }
    }

    /** The monitoring of a task definition. */
    public static Optional<TaskMonitoring> find(TaskDefinition taskDefinition) {
        return taskDefinition.getNode().tryFindChild(Sidecars.INSTRUMENTATION_ID)
                        instanceof TaskInstrumentation instrumentation
                ? Optional.of((TaskMonitoring) instrumentation.monitoring())
                : Optional.empty();
    }

    /** For a task that is monitored while Aspects run. */
    void completeNow() {
        instrumentation.completeNow();
    }

    /** The workspace that receives the task's samples. */
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

    /** The log group of both sidecars; empty with another log driver. */
    public Optional<ILogGroup> getLogGroup() {
        return Optional.ofNullable(logGroup);
    }

    /** Collects the options of a {@link TaskMonitoring}. */
    public static final class Builder extends TaskMonitoringBuilder<Builder> {
        /** Larger offsets would move ports of one kind onto ports of another. */
        private static final int MAX_HOST_PORT_OFFSET = 99;

        private final Construct scope;
        private final String id;
        private final List<ScrapeJob> scrapeJobs = new ArrayList<>();
        private ITaskDefinition taskDefinition;
        private String serviceName;
        private int hostPortOffset = 1;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required task definition and workspace. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The task definition, which must be created in this app. Required. */
        public Builder taskDefinition(ITaskDefinition taskDefinition) {
            this.taskDefinition = Objects.requireNonNull(taskDefinition, "taskDefinition");
            return this;
        }

        /** Metrics endpoints of the app to scrape; may be called repeatedly. Default: none. */
        public Builder scrape(ScrapeJob... jobs) {
            for (ScrapeJob job : jobs) {
                scrapeJobs.add(Objects.requireNonNull(job, "job"));
            }
            return this;
        }

        /**
         * The label {@code ecs_service}. Default: the literal name, else the construct id, of the only service that
         * runs the task, or the task's family if there is not exactly one. For a service of a pattern such as
         * {@code ApplicationLoadBalancedFargateService}, the pattern's id.
         *
         * @throws IllegalArgumentException if it is empty, a token or not valid Unicode
         */
        public Builder serviceName(String name) {
            if (Objects.requireNonNull(name, "serviceName").isBlank() || Token.isUnresolved(name)) {
                throw new IllegalArgumentException("serviceName must be a name that is known at synth, got "
                        + (name.isBlank()
                                ? "\"" + name + "\""
                                : "a token: a reference to the service would be a dependency cycle"));
            }
            if (!Utf8.canEncode(name)) {
                throw new IllegalArgumentException("serviceName must be valid Unicode, got an unpaired surrogate");
            }
            this.serviceName = name;
            return this;
        }

        /**
         * The distance of the sidecars' ports in networkMode HOST from the daemon's ports 9100, 8888 and 13133. Task
         * definitions whose tasks share instances need different offsets. OTLP is received on 4317 and 4318 with offset
         * 1, on 4319 and 4320 with offset 2, and so on; set the app's OTEL_EXPORTER_OTLP_ENDPOINT accordingly. Does not
         * apply to other network modes. Default: 1.
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

        /**
         * Adds the sidecars.
         *
         * @throws IllegalArgumentException if the task definition cannot be monitored or is already synthesized, one of
         *     its roles cannot be extended, a scrape job is invalid, or options conflict; the task definition is
         *     unchanged then
         */
        public TaskMonitoring build() {
            obstacle().or(() -> SynthesizedStage.obstacle(taskDefinition)).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
            return addSidecars();
        }

        /** Does what {@link #build} does, after {@link #obstacle} has found nothing. */
        TaskMonitoring addSidecars() {
            TaskMonitoringRequest request = request();
            return new TaskMonitoring(request, request.config(), serviceName);
        }

        /**
         * Why the task definition cannot be monitored; empty if it can. Changes nothing.
         *
         * @throws IllegalArgumentException if a scrape job is invalid or options conflict
         */
        Optional<String> obstacle() {
            Objects.requireNonNull(taskDefinition, "taskDefinition");
            options().requiredWorkspace();
            options().sidecars().logs().check();
            return existingMonitoring().or(request()::obstacle);
        }

        private TaskMonitoringRequest request() {
            return new TaskMonitoringRequest(
                    scope, id, taskDefinition, options(), List.copyOf(scrapeJobs), hostPortOffset);
        }

        private Optional<String> existingMonitoring() {
            return taskDefinition instanceof TaskDefinition task
                    ? find(task)
                            .map(
                                    existing -> "task definition "
                                            + task.getNode().getPath() + " is already monitored by "
                                            + existing.getNode().getPath()
                                            + " and has one set of sidecars: pass all options and scrape jobs to the first call")
                    : Optional.empty();
        }
    }
}
