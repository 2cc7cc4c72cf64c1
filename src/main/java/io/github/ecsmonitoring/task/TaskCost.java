package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AppSource;
import io.github.ecsmonitoring.cost.AppSeries;
import io.github.ecsmonitoring.cost.CostOptions;
import io.github.ecsmonitoring.cost.CostRegistry;
import io.github.ecsmonitoring.cost.CostedTask;
import io.github.ecsmonitoring.cost.SeriesModel;
import io.github.ecsmonitoring.cost.SeriesShape;
import io.github.ecsmonitoring.cost.SeriesTarget;
import io.github.ecsmonitoring.cost.SidecarShare;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.check.MonitoredTask;
import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.ContainerDemand;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** A task definition as its cost is computed from it, at synth. */
final class TaskCost {
    private static final SeriesModel MODEL = SeriesModel.bundled();
    /** A micro VM of Fargate shows at least two CPUs, a disk for the system and one for the ephemeral storage. */
    private static final int FARGATE_CPUS = 2;

    private static final int FARGATE_DISKS = 2;
    /** The files that ECS mounts into a container, and its root. */
    private static final int FARGATE_FILESYSTEMS = 4;

    /** The loopback interface, that of the task and that of the metadata. */
    private static final int FARGATE_INTERFACES = 3;

    private final MonitoredTask task;
    private final MonitoringOptions options;
    private final TaskSize original;

    private TaskCost(MonitoredTask task, MonitoringOptions options) {
        this.task = task;
        this.options = options;
        original = TaskSize.of(task.definition());
    }

    /** Call it before the task gets another size. */
    static void register(MonitoredTask task, MonitoringOptions options) {
        TaskCost cost = new TaskCost(task, options);
        CostRegistry registry = CostRegistry.of(task.definition());
        registry.add(task.definition(), cost::in);
        if (options.requiredWorkspace() instanceof PrometheusWorkspace created) {
            registry.retentionDays(created.getRetentionDays());
        }
    }

    private CostedTask in(CostOptions chosen) {
        TaskDefinition definition = task.definition();
        boolean fargate = definition.getIsFargateCompatible();
        SeriesTarget target = fargate ? SeriesTarget.FARGATE_TASK : SeriesTarget.EC2_TASK;
        int ended = ended(definition);
        int containers = (int) AppContainers.all(definition).count() - ended;
        SeriesShape shape = fargate
                ? new SeriesShape(containers, ended, cpus(), FARGATE_DISKS, FARGATE_FILESYSTEMS, FARGATE_INTERFACES)
                : new SeriesShape(containers, ended, 0, 0, 0, 1);
        String path = definition.getNode().getPath();
        return new CostedTask(
                path,
                target,
                shape,
                MODEL.series(target, shape, RuleProfiles.extended(options)::sends)
                        + (task.config().receivesFromApp() ? SeriesModel.OTLP_SERIES : 0)
                        + SeriesModel.SERIES_OF_SCRAPE_JOB * task.jobs().size(),
                app(chosen.appSeries().get(path)),
                task.config().scrapeIntervalSeconds(),
                tasks(),
                // The whole task of Grafana is paid for the monitoring.
                fargate && !CostRegistry.isOfTheMonitoring(definition) ? share() : SidecarShare.NONE);
    }

    /** Containers for whose end others wait. */
    private static int ended(TaskDefinition definition) {
        return (int) AppContainers.all(definition)
                .flatMap(container -> container.getContainerDependencies().stream())
                .filter(dependency -> dependency.getCondition() == ContainerDependencyCondition.SUCCESS
                        || dependency.getCondition() == ContainerDependencyCondition.COMPLETE)
                .map(dependency -> dependency.getContainer().getContainerName())
                .distinct()
                .count();
    }

    private int cpus() {
        return Math.max(FARGATE_CPUS, TaskSize.of(task.definition()).cpu() / 1024);
    }

    /** @param chosen the number of the options for the whole task; null without one */
    private List<AppSeries> app(Integer chosen) {
        List<AppSource> sources = task.config().appSources();
        if (chosen == null) {
            return sources.stream()
                    .map(source -> new AppSeries(
                            source.name(), source.expectedSeries().orElse(null), source.intervalSeconds()))
                    .toList();
        }
        int shortest = sources.stream()
                .mapToInt(AppSource::intervalSeconds)
                .min()
                .orElse(task.config().scrapeIntervalSeconds());
        return List.of(new AppSeries("expectedAppSeries", chosen, shortest));
    }

    /** Null if there is no service, or a number is known at deployment only. */
    private Integer tasks() {
        List<BaseService> services = task.services().thatRun(task.definition());
        int sum = 0;
        for (BaseService service : services) {
            Integer tasks = service.getNode().tryFindChild("Service") instanceof CfnService resource
                    ? tasks(service, resource)
                    : null;
            if (tasks == null) {
                return null;
            }
            sum += tasks;
        }
        return services.isEmpty() ? null : sum;
    }

    /** A daemon service runs a task on each instance; other services run one if the number is not set. */
    private Integer tasks(BaseService service, CfnService resource) {
        if ("DAEMON".equals(resource.getSchedulingStrategy())) {
            OptionalInt instances = task.services().instances(service.getCluster());
            return instances.isPresent() ? instances.getAsInt() : null;
        }
        Number desired = resource.getDesiredCount();
        if (desired == null) {
            return 1;
        }
        // A token is a negative number.
        return desired.doubleValue() >= 0
                ? Integer.valueOf(desired.intValue())
                : Stack.of(resource).resolve(desired) instanceof Number known ? known.intValue() : null;
    }

    /** By what upsize() has enlarged the task, else what the sidecars reserve of the size that is paid. */
    private SidecarShare share() {
        TaskSize size = TaskSize.of(task.definition());
        boolean arm = isArm();
        if (!size.equals(original)) {
            return new SidecarShare(size.cpu() - original.cpu(), size.memoryMiB() - original.memoryMiB(), arm);
        }
        List<ContainerDemand> sidecars = TaskDemand.of(task.definition()).containers().stream()
                .filter(demand -> task.sidecars().stream()
                        .anyMatch(sidecar -> sidecar.getContainerName().equals(demand.container())))
                .toList();
        return new SidecarShare(
                sidecars.stream().mapToInt(ContainerDemand::cpu).sum(),
                sidecars.stream().mapToInt(ContainerDemand::memoryMiB).sum(),
                arm);
    }

    private boolean isArm() {
        Object platform = ((CfnTaskDefinition) task.definition().getNode().getDefaultChild()).getRuntimePlatform();
        return platform != null
                && String.valueOf(Stack.of(task.definition()).resolve(platform)).contains("ARM64");
    }
}
