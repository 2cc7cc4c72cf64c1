package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.ContainerDemand;
import io.github.ecsmonitoring.task.definition.InstanceMemory;
import io.github.ecsmonitoring.task.definition.Sidecars;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.IConstruct;

/**
 * ECS places a task only on an instance with enough memory that no other task reserves. A task that needs more than the
 * largest instance of its cluster has beside the daemons is a warning: it would wait forever.
 */
public final class InstanceMemoryCheck implements TaskCheck {
    private static final String INSTANCE_MEMORY = "@ecs-monitoring/task:instanceMemory";
    /** An estimate: the kernel takes 4 to 7 % of the memory before ECS registers the rest. */
    private static final int USABLE_PERCENT = 93;

    InstanceMemoryCheck() {}

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        task.services()
                .thatRun(task.definition())
                .forEach(service -> warning(service, demand, task.services())
                        .ifPresent(message -> annotations.addWarningV2(INSTANCE_MEMORY, message)));
        return List.of();
    }

    /** Warns about a daemon, and about tasks without sidecars that do not fit beside it. */
    public static void warn(IConstruct monitoring, ICluster cluster, TaskServices services) {
        services.on(cluster)
                .filter(service -> Sidecars.of(service.getTaskDefinition()).isEmpty())
                .forEach(service -> warning(service, TaskDemand.of(service.getTaskDefinition()), services)
                        .ifPresent(message -> Annotations.of(monitoring).addWarningV2(INSTANCE_MEMORY, message)));
    }

    private static Optional<String> warning(BaseService service, TaskDemand demand, TaskServices services) {
        if (!(service instanceof Ec2Service)) {
            return Optional.empty();
        }
        List<String> types = services.instanceTypes(service.getCluster());
        OptionalInt largest = largest(types);
        if (largest.isEmpty()) {
            return Optional.empty();
        }
        int usable = largest.getAsInt() * USABLE_PERCENT / 100;
        int needed = services.reservedMiB(service);
        int daemons = services.on(service.getCluster())
                .filter(other -> other != service && isDaemon(other))
                .mapToInt(services::reservedMiB)
                .sum();
        return needed + daemons <= usable
                ? Optional.empty()
                : Optional.of(message(service, demand, needed, daemons)
                        + "; instances of cluster " + path(service.getCluster()) + " (" + String.join(", ", types)
                        + ") have at most " + largest.getAsInt() + " MiB, of which ECS offers about " + usable
                        + ", so it would not place the task: choose a larger instance type or reserve less");
    }

    private static String message(BaseService service, TaskDemand demand, int needed, int daemons) {
        TaskDefinition task = service.getTaskDefinition();
        return "service " + path(service) + " runs task definition " + path(task) + ", which reserves " + needed
                + " MiB (" + demand.sum(ContainerDemand::memoryMiB) + ")"
                + (daemons > 0 ? " beside " + daemons + " MiB of daemons" : "");
    }

    /** Empty unless the memory of all types is known. */
    private static OptionalInt largest(List<String> types) {
        return types.stream().allMatch(type -> InstanceMemory.mebibytes(type).isPresent())
                ? types.stream()
                        .mapToInt(type -> InstanceMemory.mebibytes(type).getAsInt())
                        .max()
                : OptionalInt.empty();
    }

    private static boolean isDaemon(BaseService service) {
        return service.getNode().tryFindChild("Service") instanceof CfnService resource
                && "DAEMON".equals(resource.getSchedulingStrategy());
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }
}
