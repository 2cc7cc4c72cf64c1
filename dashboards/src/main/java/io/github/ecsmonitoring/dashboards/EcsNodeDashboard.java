package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.PACKETS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/**
 * Utilization, saturation and errors of CPU, memory, disk and network of tasks and EC2 instances.
 *
 * <p>A Fargate task has a virtual machine to itself, so disk and network metrics are the task's own. CPU, memory and
 * load are not, since the machine is larger than the task: their panels omit tasks, which {@link EcsTaskDashboard}
 * shows. Panels with one line for each target compare the selected targets; stacked panels show their average or sum.
 * Colors and dashed lines are the alert thresholds of {@code rules/ecs-node.yaml}.
 *
 * @see <a href="https://www.brendangregg.com/usemethod.html">The USE method</a>
 */
final class EcsNodeDashboard {
    private static final SeriesSelector NODE = SeriesSelector.NODE;
    private static final String MACHINE = "{{instance}}";
    private static final String EACH = "{{ecs_service}} " + MACHINE;
    private static final String EACH_DEVICE = EACH + " {{device}}";
    /** Excludes loopback and the virtual interfaces of containers, whose traffic would be counted twice. */
    private static final String REAL_INTERFACE = "device!~\"lo|veth.*|docker.*|br-.*|ecs-.*\"";

    private EcsNodeDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-node",
                        "ECS node",
                        "Disk and network of ECS tasks (on Fargate) and EC2 instances, CPU and memory of EC2 instances, as the node exporter sees them.")
                .variables("up", NODE.jobMatcher(), NODE.variables());
        now(dashboard);
        cpu(dashboard.row("CPU of EC2 instances (tasks: see ECS task)"));
        memory(dashboard.row("Memory of EC2 instances (tasks: see ECS task)"));
        disk(dashboard.row("Disk"));
        network(dashboard.row("Network"));
        exporter(dashboard.row("Exporter"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        String up = NODE.series("up");
        dashboard
                .panel(StatPanel.of("Reporting", NUMBER, "Tasks and EC2 instances whose exporter answers now.")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query("sum(" + up + ")", ""))
                .panel(StatPanel.of(
                                "Not answering",
                                NUMBER,
                                "Tasks and EC2 instances whose collector runs but can't scrape the "
                                        + "exporter. A task that is gone altogether is not counted.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("count(" + up + ") - sum(" + up + ")", ""))
                .panel(StatPanel.of("Hottest CPU", SHARE, "CPU use of the busiest EC2 instance that answers now.")
                        .thresholds(Thresholds.highIsBad(0.8, 0.95))
                        .query("max(" + NODE.alive(NODE.machines(busy())) + ")", ""))
                .panel(StatPanel.of(
                                "Highest load per CPU",
                                NUMBER,
                                "Processes that run or wait for each CPU, on the EC2 instance where there are "
                                        + "most. Above 1 something waits.")
                        .thresholds(Thresholds.highIsBad(1, 1.5))
                        .query("max(" + NODE.alive(NODE.machines(loadPerCpu())) + ")", ""))
                .panel(StatPanel.of(
                                "Fullest memory",
                                SHARE,
                                "Memory in use on the EC2 instance where it is scarcest, of those that answer now.")
                        .thresholds(Thresholds.highIsBad(0.8, 0.92))
                        .query("max(" + NODE.alive(NODE.machines(memoryUsed())) + ")", ""))
                .panel(StatPanel.of("Fullest disk", SHARE, "Used share of the fullest writable file system.")
                        .thresholds(Thresholds.highIsBad(0.8, 0.9))
                        .query(
                                "max(" + NODE.alive(used("node_filesystem_avail_bytes", "node_filesystem_size_bytes"))
                                        + ")",
                                ""));
    }

    private static void cpu(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU time by mode",
                                SHARE,
                                "What the CPUs do, average of all selected EC2 instances; the rest is idle. "
                                        + "iowait is waiting for a disk, steal is time the hypervisor gave to others: neither counts as use.")
                        .stacked()
                        .min(0)
                        .max(1)
                        .query(
                                "avg by (mode) (" + NODE.machines(NODE.rate("node_cpu_seconds_total", "mode!=\"idle\""))
                                        + ")",
                                "{{mode}}"))
                .panel(TimeSeriesPanel.of(
                                "CPU use", SHARE, "Share of CPU time that is neither idle, nor iowait, nor steal.")
                        .min(0)
                        .max(1)
                        .line(0.95)
                        .query(machine("avg", busy()), MACHINE))
                .panel(TimeSeriesPanel.of(
                                "Load per CPU",
                                NUMBER,
                                "Average number of processes that run, wait for a CPU or wait for a disk in the "
                                        + "last minute, for each CPU. Above 1 something waits.")
                        .min(0)
                        .line(1.5)
                        .width(24)
                        .query(machine("avg", loadPerCpu()), MACHINE));
    }

    private static void memory(Dashboard.Builder dashboard) {
        String total = NODE.series("node_memory_MemTotal_bytes");
        String free = NODE.series("node_memory_MemFree_bytes");
        String cache = NODE.series("node_memory_Cached_bytes") + " + " + NODE.series("node_memory_Buffers_bytes")
                + " + " + NODE.series("node_memory_SReclaimable_bytes");
        String shared = NODE.series("node_memory_Shmem_bytes");
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Memory by use",
                                BYTES,
                                "Sum of all selected EC2 instances. The page cache is given up when "
                                        + "processes need memory; shared memory and tmpfs files are not.")
                        .stacked()
                        .min(0)
                        .query(sum(total + " - " + free + " - (" + cache + ")"), "processes and kernel")
                        .query(sum(shared), "shared memory and tmpfs")
                        .query(sum(cache + " - " + shared), "page cache")
                        .query(sum(free), "free"))
                .panel(TimeSeriesPanel.of(
                                "Memory use",
                                SHARE,
                                "Share of memory that no new process could get without swapping: "
                                        + "1 - MemAvailable / MemTotal.")
                        .min(0)
                        .max(1)
                        .line(0.92)
                        .query(machine("max", memoryUsed()), MACHINE));
    }

    private static void disk(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Disk busy",
                                SHARE,
                                "Share of time in which the disk had at least one request. "
                                        + "A disk that serves requests in parallel may do more at 100%: see the queue.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .query(
                                "clamp_max(" + eachDevice("max", NODE.rate("node_disk_io_time_seconds_total")) + ", 1)",
                                EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk queue", NUMBER, "Requests in the disk's queue and in service, on average.")
                        .width(8)
                        .min(0)
                        .query(eachDevice("max", NODE.rate("node_disk_io_time_weighted_seconds_total")), EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes",
                                BYTES_PER_SECOND,
                                "Bytes read (above 0) and written (below 0).")
                        .width(8)
                        .query(eachDevice("sum", NODE.rate("node_disk_read_bytes_total")), "read " + EACH_DEVICE)
                        .query(eachDevice("-sum", NODE.rate("node_disk_written_bytes_total")), "write " + EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "File systems used",
                                SHARE,
                                "Used share of each writable file system; blocks reserved for root count as "
                                        + "used, as in df. Mounts of one device are one line.")
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(
                                eachDevice("max", used("node_filesystem_avail_bytes", "node_filesystem_size_bytes")),
                                EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Inodes used",
                                SHARE,
                                "Used share of the inodes (one for each file) of each writable file system that has a "
                                        + "fixed number of them.")
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(
                                eachDevice("max", used("node_filesystem_files_free", "node_filesystem_files")),
                                EACH_DEVICE));
    }

    private static void network(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Network traffic",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0), without loopback and "
                                        + "without the bridges of containers.")
                        .query(each("sum", NODE.rate("node_network_receive_bytes_total", REAL_INTERFACE)), "in " + EACH)
                        .query(
                                each("-sum", NODE.rate("node_network_transmit_bytes_total", REAL_INTERFACE)),
                                "out " + EACH))
                .panel(TimeSeriesPanel.of(
                                "Network errors and drops",
                                PACKETS_PER_SECOND,
                                "Packets with errors and packets dropped, both directions.")
                        .min(0)
                        .query(
                                each(
                                        "sum",
                                        NODE.rate("node_network_receive_errs_total", REAL_INTERFACE) + " + "
                                                + NODE.rate("node_network_transmit_errs_total", REAL_INTERFACE)),
                                "errors " + EACH)
                        .query(
                                each(
                                        "sum",
                                        NODE.rate("node_network_receive_drop_total", REAL_INTERFACE) + " + "
                                                + NODE.rate("node_network_transmit_drop_total", REAL_INTERFACE)),
                                "drops " + EACH));
    }

    private static void exporter(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of(
                                "Collectors",
                                NUMBER,
                                "Whether each collector of the exporter works, on all selected tasks and instances.")
                        .tiles()
                        .width(12)
                        .height(8)
                        .text(0, "fails")
                        .text(1, "works")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query(
                                "min by (collector) (" + NODE.series("node_scrape_collector_success") + ")",
                                "{{collector}}"))
                .panel(TimeSeriesPanel.of(
                                "Scrape duration",
                                SECONDS,
                                "Time the ADOT collector took to scrape the exporter. Scrapes end at 10 s.")
                        .min(0)
                        .query(each("max", NODE.series("scrape_duration_seconds")), EACH));
    }

    /** One series for each EC2 instance. */
    private static String machine(String aggregation, String expr) {
        return aggregation + " by (instance) (" + NODE.machines(expr) + ")";
    }

    /** One series for each task or EC2 instance. */
    private static String each(String aggregation, String expr) {
        return named(aggregation + " by (ecs_service, instance) (" + expr + ")");
    }

    private static String eachDevice(String aggregation, String expr) {
        return named(aggregation + " by (ecs_service, instance, device) (" + expr + ")");
    }

    /** For the legend: EC2 instances belong to no service. */
    private static String named(String expr) {
        return "label_replace(" + expr + ", \"ecs_service\", \"EC2\", \"ecs_service\", \"\")";
    }

    /** Sum over all EC2 instances. */
    private static String sum(String expr) {
        return "sum(" + NODE.machines(expr) + ")";
    }

    private static String busy() {
        return "1 - avg without (cpu) (sum without (mode) ("
                + NODE.rate("node_cpu_seconds_total", "mode=~\"idle|iowait|steal\"") + "))";
    }

    private static String loadPerCpu() {
        return NODE.series("node_load1") + " / count without (cpu, mode) ("
                + NODE.series("node_cpu_seconds_total", "mode=\"idle\"") + ")";
    }

    private static String memoryUsed() {
        return "1 - " + NODE.series("node_memory_MemAvailable_bytes") + " / "
                + NODE.series("node_memory_MemTotal_bytes");
    }

    private static String used(String free, String size) {
        return "1 - " + NODE.series(free) + " / " + NODE.series(size) + " and "
                + NODE.series("node_filesystem_readonly") + " == 0";
    }
}
