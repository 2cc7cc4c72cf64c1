package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Variable;

/** Queries of the {@code ecs} collector's metrics, which describe tasks and their containers. */
final class TaskQueries {
    static final SeriesSelector TASK = SeriesSelector.TASK;
    static final Variable CONTAINER_NAME = new Variable("container_name", "Container", ".+");
    /** Metrics of containers. */
    static final SeriesSelector CONTAINER = TASK.with(CONTAINER_NAME);

    private static final String ON_CONTAINER = "on (account_id, region, instance, container_name)";

    private TaskQueries() {}

    static String cpu() {
        return TASK.series("instance:ecs_task_cpu_utilisation:ratio_rate5m");
    }

    static String memory() {
        return TASK.series("instance:ecs_task_memory_utilisation:ratio");
    }

    static String containerMemory() {
        return CONTAINER.series("container:ecs_memory_utilisation:ratio");
    }

    /** 0 while tasks report, which makes a count of nothing 0; nothing otherwise. */
    static String zero() {
        return "0 * count(" + reporting() + ")";
    }

    static String reporting() {
        return TASK.alive(TASK.series("ecs_up"));
    }

    static String ephemeralStorage() {
        return TASK.series("ecs_task_ephemeral_storage_used_bytes") + " / "
                + TASK.series("ecs_task_ephemeral_storage_allocated_bytes");
    }

    static String imagePull() {
        return TASK.series("ecs_task_image_pull_stop_timestamp_seconds") + " - "
                + TASK.series("ecs_task_image_pull_start_timestamp_seconds");
    }

    /** Throttled share of the CPU periods of containers with a limit. */
    static String throttled() {
        return CONTAINER.series("container:ecs_cpu_throttled:ratio_rate5m");
    }

    static String unhealthy() {
        return CONTAINER.series("ecs_container_health", "state=\"UNHEALTHY\"") + " == 1";
    }

    /** Health as a state: 0 without a health check, 1 healthy, 2 unknown, 3 unhealthy. */
    static String health() {
        return CONTAINER.series("ecs_container_health", "state=\"HEALTHY\"")
                + " or 2 * " + CONTAINER.series("ecs_container_health", "state=\"UNKNOWN\"")
                + " or 3 * " + CONTAINER.series("ecs_container_health", "state=\"UNHEALTHY\"")
                + " or 0 * " + running();
    }

    /** Exit codes other than 0 of containers that have not been started again. */
    static String failed() {
        return CONTAINER.series("ecs_container_exit_code") + " != 0 unless " + ON_CONTAINER + " " + running();
    }

    /**
     * Exit codes, and 0.5 for running containers, so that they are sorted between those that failed and those that
     * succeeded.
     */
    static String exitCodeOrRunning() {
        return CONTAINER.series("ecs_container_exit_code") + " unless " + ON_CONTAINER + " " + running() + " or 0 * "
                + running() + " + 0.5";
    }

    private static String running() {
        return CONTAINER.series("ecs_container_stats_up");
    }

    /** Processes and threads as a share of the limit. */
    static String pids() {
        return CONTAINER.series("ecs_container_pids") + " / (" + CONTAINER.series("ecs_container_pids_limit") + " > 0)";
    }

    /** With the image in a label. */
    static String started() {
        return CONTAINER.series("ecs_container_start_timestamp_seconds") + " * " + ON_CONTAINER + " group_left (image) "
                + CONTAINER.series("ecs_container_info");
    }
}
