package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.NodeQueries.ALL;
import static io.github.ecsmonitoring.dashboards.TaskLegend.SERVICE_TASK;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.OPERATIONS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/**
 * Utilization, saturation and errors of CPU, memory, disk and network of tasks and EC2 instances.
 *
 * <p>A Fargate task has a virtual machine to itself, so disk and network metrics are the task's own. Shares of CPU and
 * memory are not, since the machine is larger than the task: their panels omit tasks, which {@link EcsTaskDashboard}
 * shows. Panels with one line for each target compare the selected targets; stacked panels show their average or sum.
 * Colors and dashed lines are the alert thresholds of {@code rules/ecs-node.yaml}.
 *
 * @see <a href="https://www.brendangregg.com/usemethod.html">The USE method</a>
 */
final class EcsNodeDashboard {
    private static final SeriesSelector NODE = SeriesSelector.NODE;

    private EcsNodeDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-node",
                        "ECS node",
                        "EC2 instances, and disk and network of ECS tasks on Fargate, as the node exporter sees them.")
                .variables("up", NODE.jobMatcher(), NODE.variables());
        DeploymentAnnotations.addTo(dashboard, NODE);
        now(dashboard);
        HostPanels.addTo(dashboard.row("EC2 instances (CPU and memory of Fargate tasks: see ECS task)"));
        pressure(dashboard.row("Pressure on tasks and EC2 instances"));
        DevicePanels.disk(dashboard.collapsedRow("Disks"));
        DevicePanels.fileSystems(dashboard.collapsedRow("File systems"));
        DevicePanels.network(dashboard.collapsedRow("Network"));
        kernel(dashboard.collapsedRow("Kernel"));
        exporter(dashboard.collapsedRow("Exporter"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        String up = NODE.series("up");
        dashboard
                .panel(StatPanel.of(
                                "Exporters reporting", NUMBER, "Tasks and EC2 instances whose exporter answers now.")
                        .query("sum(" + up + ")", ""))
                .panel(StatPanel.of(
                                "Exporters not answering",
                                NUMBER,
                                "Tasks and EC2 instances whose collector runs but cannot scrape the exporter. A task that is gone is not "
                                        + "counted.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("count(" + up + " == 0) or 0 * count(" + up + ")", ""))
                .panel(StatPanel.of(
                                "Highest CPU utilization",
                                SHARE,
                                "CPU utilization of the busiest EC2 instance. It is a problem only if the load per CPU is high too.")
                        .thresholds(Thresholds.highIsWarning(0.95))
                        .query("max(" + NodeQueries.cpuUtilization() + ")", ""))
                .panel(StatPanel.of(
                                "Highest load per CPU",
                                NUMBER,
                                "Processes that run or wait for each CPU, on the EC2 instance with the highest load. Above 1 some of "
                                        + "them wait.")
                        .thresholds(Thresholds.highIsWarning(1.5))
                        .query("max(" + NodeQueries.loadPerCpu() + ")", ""))
                .panel(StatPanel.of(
                                "Highest memory utilization",
                                SHARE,
                                "Memory that is not available to new processes, on the EC2 instance with the least available.")
                        .thresholds(Thresholds.highIsWarning(0.92))
                        .query("max(" + NodeQueries.memoryUtilization() + ")", ""))
                .panel(StatPanel.of(
                                "Highest file system use",
                                SHARE,
                                "Used share of the fullest writable file system of tasks and EC2 instances.")
                        .thresholds(Thresholds.highIsBad(0.9))
                        .query("1 - min(" + NODE.series("instance:node_filesystem_avail:ratio_min") + ")", ""));
    }

    private static void pressure(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU pressure",
                                SHARE,
                                "Share of time in which at least one process waited for a CPU, on EC2 instances and for Fargate tasks.")
                        .width(8)
                        .min(0)
                        .softMax(0.2)
                        .query(ALL.pressure("cpu", TARGETS), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Memory pressure",
                                SHARE,
                                "Share of time in which at least one process waited for memory, on EC2 instances and for Fargate tasks.")
                        .width(8)
                        .min(0)
                        .softMax(0.25)
                        .line(0.2)
                        .query(ALL.pressure("memory", TARGETS), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Disk pressure",
                                SHARE,
                                "Share of time in which at least one process waited for a disk.")
                        .width(8)
                        .min(0)
                        .softMax(0.2)
                        .query(ALL.pressure("io", TARGETS), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Major page faults",
                                OPERATIONS_PER_SECOND,
                                "Page faults that read from a disk. Many of them while memory is short mean that programs are read again "
                                        + "and again.")
                        .min(0)
                        .query(TARGETS.of("max", ALL.rate("node_vmstat_pgmajfault")), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Out-of-memory kills",
                                NUMBER,
                                "Processes that the kernel killed within 10 minutes for lack of memory, in containers that live on too.")
                        .min(0)
                        .softMax(2)
                        .line(1)
                        .query(ALL.outOfMemoryKills(), SERVICE_TASK));
    }

    private static void kernel(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Open files",
                                NUMBER,
                                "File descriptors in use. An alert fires at 80% of the kernel's limit, beyond which no process can open a "
                                        + "file or a connection.")
                        .width(8)
                        .min(0)
                        .query(TARGETS.of("max", ALL.series("node_filefd_allocated")), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Processes running and blocked",
                                NUMBER,
                                "Processes that run or wait for a CPU, and processes that are blocked by a disk.")
                        .width(8)
                        .min(0)
                        .query(TARGETS.limit(10).of("max", ALL.series("node_procs_running")), "running " + SERVICE_TASK)
                        .query(
                                TARGETS.limit(10).of("max", ALL.series("node_procs_blocked")),
                                "blocked " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Clock error",
                                SECONDS,
                                "The kernel's bound of the clock's error. Without a time server it grows by 1.8 s an hour, and at 16 s the "
                                        + "clock counts as not synchronized.")
                        .width(8)
                        .min(0)
                        .line(16)
                        .query(TARGETS.of("max", ALL.series("node_timex_maxerror_seconds")), SERVICE_TASK));
    }

    private static void exporter(Dashboard.Builder dashboard) {
        dashboard
                .panel(NodeTables.collectors())
                .panel(TimeSeriesPanel.of(
                                "Scrape duration",
                                SECONDS,
                                "Time that the ADOT collector needed to scrape the exporter. A scrape times out after 10 s.")
                        .height(10)
                        .min(0)
                        .query(TARGETS.of("max", NODE.series("scrape_duration_seconds")), SERVICE_TASK));
    }
}
