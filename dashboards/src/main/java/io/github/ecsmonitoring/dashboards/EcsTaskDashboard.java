package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.TaskLegend.SERVICE_TASK;
import static io.github.ecsmonitoring.dashboards.TaskQueries.CONTAINER;
import static io.github.ecsmonitoring.dashboards.TaskQueries.TASK;
import static io.github.ecsmonitoring.dashboards.TopSeries.CONTAINERS;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.PACKETS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import java.util.List;

/**
 * Tasks and containers on Fargate and EC2, compared with the limits of tasks and containers.
 *
 * <p>Colors and dashed lines are the alert thresholds of {@code rules/ecs-task.yaml}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">task
 *     metadata endpoint version 4</a>
 */
final class EcsTaskDashboard {
    private static final String EACH_CONTAINER = SERVICE_TASK + " {{container_name}}";

    private EcsTaskDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-task",
                        "ECS task",
                        "Tasks and their containers against their limits, as the task metadata endpoint reports them.")
                .variables("ecs_up", TASK.jobMatcher(), TASK.variables())
                .variables("ecs_container_info", TASK.matchers(), List.of(TaskQueries.CONTAINER_NAME));
        DeploymentAnnotations.addTo(dashboard, TASK);
        now(dashboard);
        dashboard.panel(TaskTables.tasks());
        cpu(dashboard.row("CPU"));
        memory(dashboard.row("Memory"));
        containers(dashboard.row("Containers"));
        networkAndStorage(dashboard.row("Network and storage"));
        platform(dashboard.row("Platform"));
        VirtualMachinePanels.addTo(dashboard.collapsedRow("Virtual machines of Fargate tasks"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of("Tasks reporting", NUMBER, "Tasks whose exporter answers now.")
                        .query("count(" + TaskQueries.reporting() + ")", ""))
                .panel(StatPanel.of(
                                "Highest CPU utilization",
                                SHARE,
                                "CPU time of the busiest task, as a share of its limit. Tasks on EC2 without a limit are not counted.")
                        .thresholds(Thresholds.highIsWarning(0.95))
                        .query("max(" + TaskQueries.cpu() + ")", ""))
                .panel(StatPanel.of(
                                "Highest memory utilization",
                                SHARE,
                                "Working set of the task that uses most of its limit. Tasks on EC2 without a limit are not counted.")
                        .thresholds(Thresholds.highIsWarning(0.9))
                        .query("max(" + TaskQueries.memory() + ")", ""))
                .panel(StatPanel.of(
                                "Highest container memory",
                                SHARE,
                                "Working set of the container that uses most of its limit. At 100% the kernel kills a process of it.")
                        .thresholds(Thresholds.highIsWarning(0.9))
                        .query("max(" + TaskQueries.containerMemory() + ")", ""))
                .panel(StatPanel.of(
                                "Unhealthy or failed",
                                NUMBER,
                                "Containers whose health check fails, or that exited with another code than 0 while their task continues.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "count(" + TASK.alive(TaskQueries.unhealthy() + " or " + TaskQueries.failed()) + ") or "
                                        + TaskQueries.zero(),
                                ""))
                .panel(StatPanel.of(
                                "Restarts in the last hour",
                                NUMBER,
                                "Restarts of containers that have a restart policy.")
                        .query(
                                "sum(" + TASK.alive("changes(" + restarts() + "[1h])") + ") or " + TaskQueries.zero(),
                                ""));
    }

    private static void cpu(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU utilization of tasks",
                                SHARE,
                                "CPU time of all containers as a share of the task's limit, over 5 minutes. A task on EC2 may have no "
                                        + "limit and no line.")
                        .width(8)
                        .min(0)
                        .line(0.95)
                        .query(TARGETS.of("max", TaskQueries.cpu()), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "CPUs used by containers", NUMBER, "CPU seconds per second: 0.5 is half a vCPU.")
                        .width(8)
                        .min(0)
                        .query(
                                CONTAINERS.of("sum", CONTAINER.rate("ecs_container_cpu_usage_seconds_total")),
                                EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "CPU throttling of containers",
                                SHARE,
                                "Share of the periods in which the kernel stopped the container at its CPU limit. A limit of the task "
                                        + "alone is not counted here: it shows as CPU utilization of the task.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.25)
                        .query(CONTAINERS.of("max", TaskQueries.throttled()), EACH_CONTAINER));
    }

    private static void memory(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Memory utilization of tasks",
                                SHARE,
                                "Working set of all containers as a share of the task's limit: usage without the page cache that has "
                                        + "not been read for long.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(TARGETS.of("max", TaskQueries.memory()), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Memory utilization of containers",
                                SHARE,
                                "Working set as a share of the container's limit, or of the task's limit if the container has none. At "
                                        + "100% the kernel kills a process of the container.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(CONTAINERS.of("max", TaskQueries.containerMemory()), EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "Working set and page cache of containers",
                                BYTES,
                                "The kernel frees page cache when processes need memory.")
                        .width(8)
                        .min(0)
                        .query(
                                CONTAINERS
                                        .limit(10)
                                        .of("max", CONTAINER.series("ecs_container_memory_working_set_bytes")),
                                "working set " + EACH_CONTAINER)
                        .query(
                                CONTAINERS
                                        .limit(10)
                                        .of("max", CONTAINER.series("ecs_container_memory_page_cache_size_bytes")),
                                "page cache " + EACH_CONTAINER));
    }

    private static void containers(Dashboard.Builder dashboard) {
        dashboard
                .panel(TaskTables.containers())
                .panel(TimeSeriesPanel.of(
                                "Restarts of containers",
                                NUMBER,
                                "Restarts of each container within half an hour. Three are a loop.")
                        .width(24)
                        .height(7)
                        .min(0)
                        .softMax(4)
                        .line(3)
                        .query(CONTAINERS.of("max", "changes(" + restarts() + "[30m])"), EACH_CONTAINER));
    }

    private static String restarts() {
        return CONTAINER.series("ecs_container_restarts_total");
    }

    private static void networkAndStorage(Dashboard.Builder dashboard) {
        TopSeries ten = TARGETS.limit(10);
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Network traffic",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0) by all containers of a task. Tasks in host mode have no "
                                        + "network of their own.")
                        .query(ten.of("sum", TASK.rate("ecs_network_receive_bytes_total")), "in " + SERVICE_TASK)
                        .query(ten.below("sum", TASK.rate("ecs_network_transmit_bytes_total")), "out " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Network errors and drops",
                                PACKETS_PER_SECOND,
                                "Packets with errors and packets dropped, in both directions.")
                        .min(0)
                        .softMax(1)
                        .query(
                                ten.of(
                                        "sum",
                                        TASK.rate("ecs_network_receive_errors_total") + " + "
                                                + TASK.rate("ecs_network_transmit_errors_total")),
                                "errors " + SERVICE_TASK)
                        .query(
                                ten.of(
                                        "sum",
                                        TASK.rate("ecs_network_receive_packets_dropped_total") + " + "
                                                + TASK.rate("ecs_network_transmit_packets_dropped_total")),
                                "drops " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes of containers",
                                BYTES_PER_SECOND,
                                "Bytes read (above 0) and written (below 0) on all disks.")
                        .query(
                                CONTAINERS
                                        .limit(10)
                                        .of("sum", CONTAINER.rate("ecs_container_block_io_read_bytes_total")),
                                "read " + EACH_CONTAINER)
                        .query(
                                CONTAINERS
                                        .limit(10)
                                        .below("sum", CONTAINER.rate("ecs_container_block_io_written_bytes_total")),
                                "written " + EACH_CONTAINER))
                .panel(TimeSeriesPanel.of(
                                "Ephemeral storage utilization",
                                SHARE,
                                "Used share of the task's ephemeral storage. Fargate only.")
                        .min(0)
                        .max(1)
                        .line(0.8)
                        .query(TARGETS.of("max", TaskQueries.ephemeralStorage()), SERVICE_TASK));
    }

    private static void platform(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of(
                                "Tasks without metadata",
                                NUMBER,
                                "Tasks whose task metadata endpoint fails, so that everything above is missing.")
                        .width(8)
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "count(" + TASK.alive(TASK.series("ecs_up") + " == 0") + ") or " + TaskQueries.zero(),
                                ""))
                .panel(StatPanel.of(
                                "Containers without statistics",
                                NUMBER,
                                "Running containers of which the endpoint has no CPU and memory statistics, so that alerts on them "
                                        + "cannot fire.")
                        .width(8)
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "count(" + TASK.alive(CONTAINER.series("ecs_container_stats_up") + " == 0") + ") or "
                                        + TaskQueries.zero(),
                                ""))
                .panel(StatPanel.of(
                                "Clocks not synchronized",
                                NUMBER,
                                "Tasks whose clock has no time source. AWS rejects signatures that are 5 minutes off. Fargate only.")
                        .width(8)
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "count(" + TASK.alive(synchronizedClocks() + " == 0") + ") or 0 * count("
                                        + TASK.alive(synchronizedClocks()) + ")",
                                ""));
    }

    private static String synchronizedClocks() {
        return TASK.series("ecs_task_clock_synchronized");
    }
}
