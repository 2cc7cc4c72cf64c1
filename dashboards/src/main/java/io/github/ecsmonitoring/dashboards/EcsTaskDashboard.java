package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.AGE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.PACKETS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import java.util.Map;

/**
 * Services, tasks and containers on Fargate and EC2, compared with the limits of tasks and containers.
 *
 * <p>Drills down from the table of services, whose links select one service, to tasks and containers. Colors and dashed
 * lines are the alert thresholds of {@code rules/ecs-task.yaml}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">task
 *     metadata endpoint version 4</a>
 */
final class EcsTaskDashboard {
    private static final SeriesSelector TASK = SeriesSelector.TASK;
    private static final String EACH = "{{ecs_service}} {{instance}}";
    private static final String EACH_CONTAINER = EACH + " {{container_name}}";
    private static final String BY_SERVICE = "by (account_id, region, ecs_cluster, ecs_service)";
    private static final String ONE_SERVICE =
            "/d/ecs-task?${datasource:queryparam}&${account_id:queryparam}&${region:queryparam}"
                    + "&${ecs_cluster:queryparam}&var-ecs_service=${__value.raw}&${__url_time_range}";

    private EcsTaskDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-task",
                        "ECS task",
                        "Services, tasks and containers against their limits, as the task metadata endpoint tells.")
                .variables("ecs_up", TASK.jobMatcher(), TASK.variables());
        now(dashboard);
        services(dashboard.row("Services"));
        cpu(dashboard.row("CPU"));
        memory(dashboard.row("Memory"));
        containers(dashboard.row("Containers"));
        networkAndDisk(dashboard.row("Network and disk"));
        platform(dashboard.row("Platform"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of("Tasks", NUMBER, "Tasks whose exporter answers now.")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query("count(" + TASK.series("ecs_up") + ")", ""))
                .panel(StatPanel.of("Hottest CPU", SHARE, "CPU use of the busiest task, against the task's limit.")
                        .thresholds(Thresholds.highIsBad(0.95))
                        .query("max(" + TASK.alive(cpuUsed()) + ")", ""))
                .panel(StatPanel.of("Fullest memory", SHARE, "Memory of the task that uses most of its limit.")
                        .thresholds(Thresholds.highIsBad(0.9))
                        .query("max(" + TASK.alive(memoryUsed()) + ")", ""))
                .panel(StatPanel.of(
                                "Fullest container",
                                SHARE,
                                "Memory of the container that uses most of its limit: at 100% it is killed.")
                        .thresholds(Thresholds.highIsBad(0.9))
                        .query("max(" + TASK.alive(containerMemoryUsed()) + ")", ""))
                .panel(StatPanel.of(
                                "Unhealthy or failed",
                                NUMBER,
                                "Containers whose health check fails, or that ended with another exit code than 0 "
                                        + "while their task runs on.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "count(" + TASK.series("ecs_container_health", "state=\"UNHEALTHY\"") + " == 1 or "
                                        + failed() + ")" + " or 0 * count(" + TASK.series("ecs_up") + ")",
                                ""))
                .panel(StatPanel.of(
                                "Restarts in an hour",
                                NUMBER,
                                "How often ECS restarted containers that have a restart policy.")
                        .query("sum(" + restarts() + ")", ""));
    }

    private static void services(Dashboard.Builder dashboard) {
        dashboard.panel(TablePanel.of("Services", "Each service with its worst task now. Its name leads to it alone.")
                .label("account_id", "Account")
                .label("region", "Region")
                .label("ecs_cluster", "Cluster")
                .link("ecs_service", "Service", ONE_SERVICE)
                .number("Tasks", NUMBER, Thresholds.lowIsBad(1), byService("count", TASK.series("ecs_up")))
                .number("CPU", SHARE, Thresholds.highIsBad(0.95), byService("max", TASK.alive(cpuUsed())))
                .number("Memory", SHARE, Thresholds.highIsBad(0.9), byService("max", TASK.alive(memoryUsed())))
                .number(
                        "Fullest container",
                        SHARE,
                        Thresholds.highIsBad(0.9),
                        byService("max", TASK.alive(containerMemoryUsed())))
                .number(
                        "Unhealthy",
                        NUMBER,
                        Thresholds.highIsBad(1),
                        byService("sum", TASK.series("ecs_container_health", "state=\"UNHEALTHY\"")))
                .number("Restarts in an hour", NUMBER, Thresholds.none(), byService("sum", restarts())));
    }

    private static void cpu(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU use of tasks",
                                SHARE,
                                "CPU time of all containers against the task's limit. A task on EC2 may have no limit "
                                        + "and no line.")
                        .width(8)
                        .min(0)
                        .line(0.95)
                        .query(each("max", cpuUsed()), EACH))
                .panel(TimeSeriesPanel.of(
                                "CPUs used by containers", NUMBER, "CPU seconds each second: 0.5 is half a vCPU.")
                        .width(8)
                        .min(0)
                        .query(
                                eachContainer("sum", TASK.rate("ecs_container_cpu_usage_seconds_total")),
                                EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "CPU throttled",
                                SHARE,
                                "Share of the periods in which the kernel stopped the container at its CPU limit. A "
                                        + "limit of the task alone is not counted here: a task that runs into it shows in its CPU use.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.25)
                        // Both counters stay 0 without a container limit, and a line at 0 would look healthy.
                        .query(
                                eachContainer(
                                        "max",
                                        TASK.rate("ecs_container_cpu_throttled_periods_total") + " / ("
                                                + TASK.rate("ecs_container_cpu_periods_total") + " > 0)"),
                                EACH_CONTAINER));
    }

    private static void memory(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Memory use of tasks",
                                SHARE,
                                "Working set of all containers against the task's limit: usage without the page cache "
                                        + "that was not read for long.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(each("max", memoryUsed()), EACH))
                .panel(TimeSeriesPanel.of(
                                "Memory use of containers",
                                SHARE,
                                "Working set against the container's limit, or the task's where it has none of its own. "
                                        + "At 100% the kernel kills a process of the container.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(eachContainer("max", containerMemoryUsed()), EACH_CONTAINER))
                .panel(TimeSeriesPanel.of("Memory of containers", BYTES, "Working set in bytes.")
                        .width(8)
                        .min(0)
                        .query(
                                eachContainer("sum", TASK.series("ecs_container_memory_working_set_bytes")),
                                EACH_CONTAINER));
    }

    private static void containers(Dashboard.Builder dashboard) {
        dashboard
                .panel(TablePanel.of(
                                "What runs",
                                "Containers of the selected tasks, those too that have ended. Exit codes: 137 was killed (for lack of "
                                        + "memory, or when it did not stop in time), 143 was asked to stop, 139 crashed.")
                        .label("ecs_service", "Service")
                        .label("instance", "Task")
                        .label("container_name", "Container")
                        .label("image", "Image")
                        .number(
                                "Started",
                                AGE,
                                Thresholds.none(),
                                "max by (ecs_service, instance, container_name, image) ("
                                        + TASK.series("ecs_container_start_timestamp_seconds")
                                        + " * on (account_id, region, instance, container_name) group_left (image) "
                                        + TASK.series("ecs_container_info") + ") * 1000")
                        .words(
                                "Health",
                                NUMBER,
                                Thresholds.highIsBad(2),
                                eachContainer(
                                        "sum",
                                        TASK.series("ecs_container_health", "state=\"UNKNOWN\"") + " or " + "2 * "
                                                + TASK.series("ecs_container_health", "state=\"UNHEALTHY\"")),
                                Map.of(0, "healthy", 1, "unknown", 2, "unhealthy"))
                        .number(
                                "Restarts",
                                NUMBER,
                                Thresholds.none(),
                                eachContainer("max", TASK.series("ecs_container_restarts_total")))
                        .number(
                                "Exit code",
                                NUMBER,
                                Thresholds.highIsBad(1),
                                eachContainer("max", TASK.series("ecs_container_exit_code"))))
                .panel(TimeSeriesPanel.of(
                                "Restarts",
                                NUMBER,
                                "Restarts of each container within the last half hour. Three are a loop.")
                        .min(0)
                        .line(3)
                        .query(
                                eachContainer(
                                        "max", "changes(" + TASK.series("ecs_container_restarts_total") + "[30m])"),
                                EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "Unhealthy",
                                NUMBER,
                                "1 while the health check of a container fails. ECS replaces the task if the container is "
                                        + "essential and the task is a service's.")
                        .min(0)
                        .max(1)
                        .query(
                                eachContainer("max", TASK.series("ecs_container_health", "state=\"UNHEALTHY\"")),
                                EACH_CONTAINER));
    }

    private static void networkAndDisk(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Network traffic",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0) by the task's containers. Tasks in host "
                                        + "mode have none of their own.")
                        .query(each("sum", TASK.rate("ecs_network_receive_bytes_total")), "in " + EACH)
                        .query(each("-sum", TASK.rate("ecs_network_transmit_bytes_total")), "out " + EACH))
                .panel(TimeSeriesPanel.of(
                                "Network errors and drops",
                                PACKETS_PER_SECOND,
                                "Packets with errors and packets dropped, both directions.")
                        .min(0)
                        .query(
                                each(
                                        "sum",
                                        TASK.rate("ecs_network_receive_errors_total") + " + "
                                                + TASK.rate("ecs_network_transmit_errors_total")),
                                "errors " + EACH)
                        .query(
                                each(
                                        "sum",
                                        TASK.rate("ecs_network_receive_packets_dropped_total") + " + "
                                                + TASK.rate("ecs_network_transmit_packets_dropped_total")),
                                "drops " + EACH))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes",
                                BYTES_PER_SECOND,
                                "Bytes read (above 0) and written (below 0) by each container, all disks together.")
                        .query(
                                eachContainer("sum", TASK.rate("ecs_container_block_io_read_bytes_total")),
                                "read " + EACH_CONTAINER)
                        .query(
                                eachContainer("-sum", TASK.rate("ecs_container_block_io_written_bytes_total")),
                                "written " + EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "Ephemeral storage used", SHARE, "Share of the task's own disk. Fargate only.")
                        .min(0)
                        .max(1)
                        .line(0.8)
                        .query(
                                each(
                                        "max",
                                        TASK.series("ecs_task_ephemeral_storage_used_bytes") + " / "
                                                + TASK.series("ecs_task_ephemeral_storage_allocated_bytes")),
                                EACH));
    }

    private static void platform(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of(
                                "Task metadata",
                                NUMBER,
                                "Whether the task metadata endpoint answers the tasks of each service: without it all of the above is missing.")
                        .tiles()
                        .width(12)
                        .height(6)
                        .text(0, "fails")
                        .text(1, "works")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query("min by (ecs_service) (" + TASK.series("ecs_up") + ")", "{{ecs_service}}"))
                .panel(StatPanel.of(
                                "Clocks",
                                NUMBER,
                                "Whether the clocks of the tasks of each service are synchronized. Fargate only.")
                        .tiles()
                        .width(12)
                        .height(6)
                        .text(0, "off")
                        .text(1, "synced")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query(
                                "min by (ecs_service) (" + TASK.series("ecs_task_clock_synchronized") + ")",
                                "{{ecs_service}}"));
    }

    private static String byService(String aggregation, String expr) {
        return aggregation + " " + BY_SERVICE + " (" + expr + ")";
    }

    /** One series for each task. */
    private static String each(String aggregation, String expr) {
        return aggregation + " by (ecs_service, instance) (" + expr + ")";
    }

    private static String eachContainer(String aggregation, String expr) {
        return aggregation + " by (ecs_service, instance, container_name) (" + expr + ")";
    }

    private static String cpuUsed() {
        return "sum without (container_name) (" + TASK.rate("ecs_container_cpu_usage_seconds_total") + ") / "
                + TASK.series("ecs_task_cpu_limit_vcpus");
    }

    private static String memoryUsed() {
        return "sum without (container_name) (" + TASK.series("ecs_container_memory_working_set_bytes") + ") / "
                + TASK.series("ecs_task_memory_limit_bytes");
    }

    private static String containerMemoryUsed() {
        return TASK.series("ecs_container_memory_working_set_bytes") + " / "
                + TASK.series("ecs_container_memory_limit_bytes");
    }

    private static String failed() {
        return TASK.series("ecs_container_exit_code")
                + " != 0 unless on (account_id, region, instance, container_name) "
                + TASK.series("ecs_container_memory_working_set_bytes");
    }

    private static String restarts() {
        return "changes(" + TASK.series("ecs_container_restarts_total") + "[1h])";
    }
}
