package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.cost.CostOptions;
import io.github.ecsmonitoring.cost.CostRegistry;
import io.github.ecsmonitoring.cost.CostedTask;
import io.github.ecsmonitoring.cost.SeriesModel;
import io.github.ecsmonitoring.cost.SeriesShape;
import io.github.ecsmonitoring.cost.SeriesTarget;
import io.github.ecsmonitoring.cost.SidecarShare;
import io.github.ecsmonitoring.task.check.MonitoredTask;
import io.github.ecsmonitoring.task.definition.AppContainers;
import io.github.ecsmonitoring.task.definition.ContainerDemand;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskSize;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ICluster;
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
    /**
     * Of an instance like m7i.large: its disk, root and boot file systems, lo, its interface and bridges of Docker and
     * ECS.
     */
    private static final SeriesShape INSTANCE = new SeriesShape(0, 0, 2, 1, 2, 4);

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
        CostRegistry.of(task.definition()).add(task.definition(), cost::in);
    }

    static void register(ICluster cluster, MonitoringOptions options, int intervalSeconds) {
        CostRegistry.of(cluster)
                .add(
                        cluster,
                        chosen -> new CostedTask(
                                cluster.getNode().getPath(),
                                SeriesTarget.EC2_INSTANCE,
                                INSTANCE,
                                MODEL.series(
                                        SeriesTarget.EC2_INSTANCE,
                                        INSTANCE,
                                        options.configuration().profile()::sends),
                                0,
                                intervalSeconds,
                                null,
                                SidecarShare.NONE));
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
                MODEL.series(target, shape, options.configuration().profile()::sends)
                        + (task.config().receivesFromApp() ? SeriesModel.OTLP_SERIES : 0),
                chosen.appSeries().containsKey(path) ? chosen.appSeries().get(path) : appSeries(),
                task.config().scrapeIntervalSeconds(),
                tasks(),
                fargate ? share() : SidecarShare.NONE);
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

    /** Null if a job does not say it, or the app sends to the collector. */
    private Integer appSeries() {
        List<Optional<Integer>> expected =
                task.jobs().stream().map(ScrapeJob::expectedSeries).toList();
        return task.config().receivesFromApp() || expected.stream().anyMatch(Optional::isEmpty)
                ? null
                : expected.stream().mapToInt(Optional::get).sum();
    }

    /** Null if there is no service, or a number is known at deployment only. */
    private Integer tasks() {
        List<BaseService> services = task.services().thatRun(task.definition());
        int sum = 0;
        for (BaseService service : services) {
            Number desired =
                    service.getNode().tryFindChild("Service") instanceof CfnService resource ? desired(resource) : null;
            if (desired == null) {
                return null;
            }
            sum += desired.intValue();
        }
        return services.isEmpty() ? null : sum;
    }

    /** ECS runs one task if the number is not set. */
    private static Number desired(CfnService service) {
        Number desired = service.getDesiredCount();
        if (desired == null) {
            return 1;
        }
        return desired.doubleValue() >= 0
                ? desired
                : Stack.of(service).resolve(desired) instanceof Number known ? known : null;
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
