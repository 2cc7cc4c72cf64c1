package io.github.ecsmonitoring.exporter.collector.ecs;

import io.github.ecsmonitoring.exporter.ecs.ContainerMetadata;
import io.github.ecsmonitoring.exporter.ecs.ContainerStats;
import io.github.ecsmonitoring.exporter.ecs.CpuStats;
import io.github.ecsmonitoring.exporter.ecs.MemoryStats;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadata;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import java.util.List;
import java.util.Map;

/**
 * The metrics of each container of the task, with the label {@code container_name}. Metrics of ecs_exporter have its
 * help texts. A container that is not running has metrics of its metadata only.
 */
final class EcsContainerMetrics {
    /** Any other state has a series only while it is current. */
    private static final List<String> STATES = List.of("PULLED", "CREATED", "RUNNING", "STOPPED");

    private static final List<String> HEALTH = List.of("HEALTHY", "UNHEALTHY", "UNKNOWN");

    private EcsContainerMetrics() {}

    static void sendMetadata(TaskMetadata task, MetricSink out) {
        for (ContainerMetadata container : task.containers()) {
            out.gauge(
                    "ecs_container_info",
                    "Image and Docker name of the container.",
                    1,
                    "container_name",
                    container.name(),
                    "image",
                    container.image(),
                    "image_id",
                    container.imageId(),
                    "docker_name",
                    container.dockerName());
            EcsSamples samples = new EcsSamples(out, "container_name", container.name());
            samples.states(
                    "ecs_container_state",
                    "State of the container: 1 for the current state, 0 for the others.",
                    STATES,
                    container.knownStatus());
            samples.states(
                    "ecs_container_health",
                    "Result of the container's health check: 1 for the current result, 0 for the others. Only has a value if the "
                            + "container has a health check.",
                    HEALTH,
                    container.health());
            samples.gauge(
                    "ecs_container_exit_code",
                    "Exit code of the container. Only has a value if the container has stopped.",
                    container.exitCode());
            samples.gauge(
                    "ecs_container_start_timestamp_seconds",
                    "The time at which the container started.",
                    container.started());
            samples.gauge(
                    "ecs_container_finish_timestamp_seconds",
                    "The time at which the container stopped.",
                    container.finished());
            samples.counter(
                    "ecs_container_restarts_total",
                    "Cumulative total count of container restarts. Only has a value if the "
                            + "container has been configured to restart on failure.",
                    container.restarts());
            samples.gauge(
                    "ecs_container_memory_limit_bytes",
                    "Configured container memory limit in bytes, set from the container-level "
                            + "limit in the task definition if any, otherwise the task-level limit.",
                    container.limits().memory().isPresent()
                            ? container.limits().memory()
                            : task.limits().memory());
        }
    }

    static void sendStats(TaskMetadata task, Map<String, ContainerStats> all, MetricSink out) {
        for (ContainerMetadata container : task.containers()) {
            ContainerStats stats = all.get(container.id());
            if (container.knownStatus().equals("RUNNING")) {
                out.gauge(
                        "ecs_container_stats_up",
                        "Whether the task metadata endpoint has statistics of the container. Only has a value if the container "
                                + "is running.",
                        stats != null && stats.isPresent() ? 1 : 0,
                        "container_name",
                        container.name());
            }
            if (stats != null) {
                EcsSamples samples = new EcsSamples(out, "container_name", container.name());
                sendCpu(stats.cpu(), samples);
                sendMemory(stats.memory(), samples);
                samples.counter(
                        "ecs_container_block_io_read_bytes_total",
                        "Cumulative total size of reads from block devices in bytes.",
                        stats.blockIo().read());
                samples.counter(
                        "ecs_container_block_io_written_bytes_total",
                        "Cumulative total size of writes to block devices in bytes.",
                        stats.blockIo().written());
                samples.gauge(
                        "ecs_container_pids",
                        "Current number of processes and threads in the container.",
                        stats.pids().current());
                samples.gauge(
                        "ecs_container_pids_limit",
                        "Maximum number of processes and threads in the container.",
                        stats.pids().limit());
            }
        }
    }

    private static void sendCpu(CpuStats cpu, EcsSamples samples) {
        samples.counter(
                "ecs_container_cpu_usage_seconds_total",
                "Cumulative total container CPU usage in seconds.",
                cpu.total());
        samples.counter(
                "ecs_container_cpu_user_seconds_total",
                "Cumulative container CPU usage in user mode in seconds.",
                cpu.user());
        samples.counter(
                "ecs_container_cpu_kernel_seconds_total",
                "Cumulative container CPU usage in kernel mode in seconds.",
                cpu.kernel());
        samples.counter(
                "ecs_container_cpu_periods_total",
                "Cumulative total count of periods in which the container's CPU limit was enforced.",
                cpu.periods());
        samples.counter(
                "ecs_container_cpu_throttled_periods_total",
                "Cumulative total count of periods in which the container reached its CPU limit.",
                cpu.throttledPeriods());
        samples.counter(
                "ecs_container_cpu_throttled_seconds_total",
                "Cumulative total time for which the container was throttled at its CPU limit in seconds.",
                cpu.throttled());
    }

    private static void sendMemory(MemoryStats memory, EcsSamples samples) {
        samples.gauge("ecs_container_memory_usage_bytes", "Current container memory usage in bytes.", memory.usage());
        samples.gauge(
                "ecs_container_memory_working_set_bytes",
                "Current container memory usage in bytes without inactive page cache.",
                memory.workingSet());
        samples.gauge(
                "ecs_container_memory_page_cache_size_bytes",
                "Current container memory page cache size in bytes. This is not a subset of used bytes.",
                memory.pageCache());
    }
}
