package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.NodeQueries.HOSTS;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/**
 * CPU and memory of EC2 instances. The virtual machine of a Fargate task is larger than the task, so tasks have none.
 */
final class HostPanels {
    private static final String INSTANCE = "{{instance}}";

    private HostPanels() {}

    static void addTo(Dashboard.Builder dashboard) {
        dashboard.panel(NodeTables.instances());
        cpu(dashboard);
        memory(dashboard);
    }

    private static void cpu(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU time of EC2 instances by mode",
                                SHARE,
                                "Average of the selected EC2 instances; the rest is idle. In iowait a CPU waits for a disk, and steal is "
                                        + "time that the hypervisor gave to others: neither counts as utilization.")
                        .width(8)
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
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.95)
                        .query(TARGETS.of("max", NodeQueries.cpuUtilization()), INSTANCE))
                .panel(TimeSeriesPanel.of(
                                "Load per CPU of EC2 instances",
                                NUMBER,
                                "Average number of processes that run, or wait for a CPU or a disk, for each CPU, over 1 minute. Above 1 "
                                        + "some of them wait.")
                        .width(8)
                        .min(0)
                        .softMax(2)
                        .line(1.5)
                        .query(TARGETS.of("max", NodeQueries.loadPerCpu()), INSTANCE));
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
                        .query(TARGETS.of("max", NodeQueries.memoryUtilization()), INSTANCE));
    }

    /** Sum over all EC2 instances. */
    private static String sum(String expr) {
        return "sum(" + expr + ")";
    }
}
