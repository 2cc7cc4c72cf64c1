package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.NodeQueries.ALL;
import static io.github.ecsmonitoring.dashboards.NodeQueries.HOSTS;
import static io.github.ecsmonitoring.dashboards.TaskLegend.SERVICE_TASK;
import static io.github.ecsmonitoring.dashboards.TopSeries.DEVICES;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
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
    private static final String INSTANCE = "{{instance}}";
    private static final String EACH_DEVICE = SERVICE_TASK + " {{device}}";

    private EcsNodeDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-node",
                        "ECS node",
                        "EC2 instances, and disk and network of ECS tasks on Fargate, as the node exporter sees them.")
                .variables("up", NODE.jobMatcher(), NODE.variables());
        now(dashboard);
        dashboard.panel(NodeTables.instances());
        cpu(dashboard.row("CPU"));
        memory(dashboard.row("Memory"));
        disk(dashboard.collapsedRow("Disks"));
        fileSystems(dashboard.collapsedRow("File systems"));
        network(dashboard.collapsedRow("Network"));
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
                        .query("max(" + cpuUtilization() + ")", ""))
                .panel(StatPanel.of(
                                "Highest load per CPU",
                                NUMBER,
                                "Processes that run or wait for each CPU, on the EC2 instance with the highest load. Above 1 some of "
                                        + "them wait.")
                        .thresholds(Thresholds.highIsWarning(1.5))
                        .query("max(" + loadPerCpu() + ")", ""))
                .panel(StatPanel.of(
                                "Highest memory utilization",
                                SHARE,
                                "Memory that is not available to new processes, on the EC2 instance with the least available.")
                        .thresholds(Thresholds.highIsWarning(0.92))
                        .query("max(" + memoryUtilization() + ")", ""))
                .panel(StatPanel.of(
                                "Highest file system use",
                                SHARE,
                                "Used share of the fullest writable file system of tasks and EC2 instances.")
                        .thresholds(Thresholds.highIsBad(0.9))
                        .query("1 - min(" + NODE.series("instance:node_filesystem_avail:ratio_min") + ")", ""));
    }

    private static void cpu(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU time of EC2 instances by mode",
                                SHARE,
                                "Average of the selected EC2 instances; the rest is idle. In iowait a CPU waits for a disk, and steal is "
                                        + "time that the hypervisor gave to others: neither counts as utilization.")
                        .stacked()
                        .min(0)
                        .max(1)
                        .query(
                                "avg by (mode) (" + HOSTS.rate("node_cpu_seconds_total", "mode!=\"idle\"") + ")",
                                "{{mode}}"))
                .panel(TimeSeriesPanel.of(
                                "CPU utilization of EC2 instances",
                                SHARE,
                                "Share of CPU time that is not idle, iowait or steal, over 5 minutes.")
                        .min(0)
                        .max(1)
                        .line(0.95)
                        .query(TARGETS.of("max", cpuUtilization()), INSTANCE))
                .panel(TimeSeriesPanel.of(
                                "Load per CPU of EC2 instances",
                                NUMBER,
                                "Average number of processes that run, or wait for a CPU or a disk, for each CPU, over 1 minute. Above 1 "
                                        + "some of them wait.")
                        .min(0)
                        .softMax(2)
                        .line(1.5)
                        .query(TARGETS.of("max", loadPerCpu()), INSTANCE))
                .panel(TimeSeriesPanel.of(
                                "CPU pressure",
                                SHARE,
                                "Share of time in which at least one process waited for a CPU, on EC2 instances and for Fargate tasks.")
                        .min(0)
                        .softMax(0.2)
                        .query(ALL.pressure("cpu", TARGETS), SERVICE_TASK));
    }

    private static void memory(Dashboard.Builder dashboard) {
        String total = HOSTS.series("node_memory_MemTotal_bytes");
        String free = HOSTS.series("node_memory_MemFree_bytes");
        String cache = HOSTS.series("node_memory_Cached_bytes") + " + " + HOSTS.series("node_memory_Buffers_bytes")
                + " + " + HOSTS.series("node_memory_SReclaimable_bytes");
        String shared = HOSTS.series("node_memory_Shmem_bytes");
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Memory of EC2 instances by use",
                                BYTES,
                                "Sum of the selected EC2 instances. The kernel frees page cache when processes need memory, but not "
                                        + "shared memory and files of tmpfs.")
                        .stacked()
                        .min(0)
                        .query(sum(total + " - " + free + " - (" + cache + ")"), "processes and kernel")
                        .query(sum(shared), "shared memory and tmpfs")
                        .query(sum(cache + " - " + shared), "page cache")
                        .query(sum(free), "free"))
                .panel(TimeSeriesPanel.of(
                                "Memory utilization of EC2 instances",
                                SHARE,
                                "Share of memory that is not available to new processes without swapping.")
                        .min(0)
                        .max(1)
                        .line(0.92)
                        .query(TARGETS.of("max", memoryUtilization()), INSTANCE))
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
                                "Major page faults",
                                OPERATIONS_PER_SECOND,
                                "Page faults that read from a disk. Many of them while memory is short mean that programs are read again "
                                        + "and again.")
                        .width(8)
                        .min(0)
                        .query(TARGETS.of("max", ALL.rate("node_vmstat_pgmajfault")), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Out-of-memory kills",
                                NUMBER,
                                "Processes that the kernel killed within 10 minutes for lack of memory, in containers that live on too.")
                        .width(8)
                        .min(0)
                        .softMax(2)
                        .line(1)
                        .query(ALL.outOfMemoryKills(), SERVICE_TASK));
    }

    /** Sum over all EC2 instances. */
    private static String sum(String expr) {
        return "sum(" + expr + ")";
    }

    private static void disk(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Disk utilization",
                                SHARE,
                                "Share of time in which the disk had at least one request. An SSD serves many requests at once and may do "
                                        + "more at 100%: see the queue.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .query(
                                DEVICES.of("max", "clamp_max(" + ALL.rate("node_disk_io_time_seconds_total") + ", 1)"),
                                EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk queue", NUMBER, "Average number of requests in the disk's queue and in service.")
                        .width(8)
                        .min(0)
                        .softMax(12)
                        .line(10)
                        .query(DEVICES.of("max", ALL.rate("node_disk_io_time_weighted_seconds_total")), EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk latency",
                                SECONDS,
                                "Average time from the request to its completion, the time in the queue included.")
                        .width(8)
                        .min(0)
                        .query(latency("read", "reads"), "read " + EACH_DEVICE)
                        .query(latency("write", "writes"), "write " + EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes", BYTES_PER_SECOND, "Bytes read (above 0) and written (below 0).")
                        .query(ALL.diskRead(), "read " + EACH_DEVICE)
                        .query(ALL.diskWritten(), "written " + EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk pressure",
                                SHARE,
                                "Share of time in which at least one process waited for a disk.")
                        .min(0)
                        .softMax(0.2)
                        .query(ALL.pressure("io", TARGETS), SERVICE_TASK));
    }

    private static String latency(String time, String requests) {
        return DEVICES.limit(10)
                .of(
                        "max",
                        ALL.rate("node_disk_" + time + "_time_seconds_total") + " / ("
                                + ALL.rate("node_disk_" + requests + "_completed_total") + " > 0)");
    }

    private static void fileSystems(Dashboard.Builder dashboard) {
        dashboard
                .panel(NodeTables.fileSystems())
                .panel(TimeSeriesPanel.of(
                                "File system utilization",
                                SHARE,
                                "Used share of each writable file system. Blocks reserved for root count as used, as in df. Mounts of one "
                                        + "device are one line.")
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(ALL.fileSystemsUsed(), EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Inode utilization",
                                SHARE,
                                "Used share of the inodes (one for each file) of each writable file system that has a fixed number of "
                                        + "them.")
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(ALL.inodesUsed(), EACH_DEVICE));
    }

    private static void network(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Network traffic",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0), without loopback and the virtual interfaces of containers.")
                        .query(ALL.received(), "in " + SERVICE_TASK)
                        .query(ALL.sent(), "out " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Network errors and drops",
                                SHARE,
                                "Share of the packets that had errors or were dropped, in both directions.")
                        .min(0)
                        .softMax(0.02)
                        .line(0.01)
                        .query(ALL.shareOfPackets("errs"), "errors " + SERVICE_TASK)
                        .query(ALL.shareOfPackets("drop"), "drops " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "TCP retransmissions",
                                SHARE,
                                "Share of the sent TCP segments that were sent again. A few per cent slow down every request.")
                        .min(0)
                        .softMax(0.02)
                        .query(ALL.retransmits(), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Connection tracking table",
                                SHARE,
                                "Used share of the table of network connections. The kernel drops new connections when it is full.")
                        .min(0)
                        .max(1)
                        .line(0.8)
                        .query(
                                TARGETS.of(
                                        "max",
                                        ALL.series("node_nf_conntrack_entries") + " / "
                                                + ALL.series("node_nf_conntrack_entries_limit")),
                                SERVICE_TASK));
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
                        .query(TARGETS.limit(10).of("max", ALL.series("node_procs_blocked")), "blocked " + SERVICE_TASK))
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

    private static String cpuUtilization() {
        return NODE.series("instance:node_cpu_utilisation:ratio_rate5m");
    }

    private static String loadPerCpu() {
        return NODE.series("instance:node_load1_per_cpu:ratio");
    }

    private static String memoryUtilization() {
        return NODE.series("instance:node_memory_utilisation:ratio");
    }
}
