package io.github.ecsmonitoring.task.definition;

import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.FirelensLogRouter;
import software.amazon.awscdk.services.ecs.LogDriverConfig;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** CPU and memory of all containers of a task. */
public record TaskDemand(List<ContainerDemand> containers) {
    /** The CDK adds this router when it writes the template, if a container logs to FireLens and there is none. */
    private static final ContainerDemand LATE_LOG_ROUTER = new ContainerDemand("log-router", 0, 50, 0, true, 0);

    /** The demand at the time of the call. */
    public static TaskDemand of(TaskDefinition task) {
        List<ContainerDefinition> containers = AppContainers.all(task).toList();
        boolean late = containers.stream().noneMatch(FirelensLogRouter.class::isInstance)
                && containers.stream().anyMatch(TaskDemand::logsByFirelens);
        return new TaskDemand(Stream.concat(
                        containers.stream().map(ContainerDemand::of),
                        Stream.of(LATE_LOG_ROUTER).filter(router -> late))
                .toList());
    }

    private static boolean logsByFirelens(ContainerDefinition container) {
        LogDriverConfig config = container.getLogDriverConfig();
        return config != null && Objects.equals(config.getLogDriver(), "awsfirelens");
    }

    /** Reserved CPU units of all containers. */
    public int cpu() {
        return containers.stream().mapToInt(ContainerDemand::cpu).sum();
    }

    /** Reserved memory of all containers. */
    public int memoryMiB() {
        return containers.stream().mapToInt(ContainerDemand::memoryMiB).sum();
    }

    /** The smallest size that is at least the given one and holds all reservations and each limit. */
    public TaskSize atLeast(TaskSize size) {
        int largestLimit = containers.stream()
                .mapToInt(ContainerDemand::memoryLimitMiB)
                .max()
                .orElse(0);
        return new TaskSize(
                Math.max(size.cpu(), cpu()), Math.max(size.memoryMiB(), Math.max(memoryMiB(), largestLimit)));
    }

    /** For example {@code app 256 + adot 160}, without containers for which the value is 0. */
    public String sum(ToIntFunction<ContainerDemand> part) {
        return containers.stream()
                .filter(container -> part.applyAsInt(container) > 0)
                .map(container -> container.container() + " " + part.applyAsInt(container))
                .collect(Collectors.joining(" + "));
    }

    /** For example {@code app (512 MiB) + adot (160–256 MiB)}. */
    @Override
    public String toString() {
        return containers.stream().map(ContainerDemand::toString).collect(Collectors.joining(" + "));
    }
}
