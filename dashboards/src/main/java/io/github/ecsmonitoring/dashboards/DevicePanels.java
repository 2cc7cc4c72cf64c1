package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.NodeQueries.ALL;
import static io.github.ecsmonitoring.dashboards.TaskLegend.SERVICE_TASK;
import static io.github.ecsmonitoring.dashboards.TopSeries.DEVICES;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/** Disks, file systems and networks of EC2 instances and of Fargate tasks. */
final class DevicePanels {
    private static final String EACH_DEVICE = SERVICE_TASK + " {{device}}";

    private DevicePanels() {}

    static void disk(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Disk utilization",
                                SHARE,
                                "Share of time in which the disk had at least one request. An SSD serves many requests at once and may do "
                                        + "more at 100%: see the queue.")
                        .min(0)
                        .max(1)
                        .query(
                                DEVICES.of("max", "clamp_max(" + ALL.rate("node_disk_io_time_seconds_total") + ", 1)"),
                                EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk queue", NUMBER, "Average number of requests in the disk's queue and in service.")
                        .min(0)
                        .softMax(12)
                        .line(10)
                        .query(DEVICES.of("max", ALL.rate("node_disk_io_time_weighted_seconds_total")), EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk latency",
                                SECONDS,
                                "Average time from the request to its completion, the time in the queue included.")
                        .min(0)
                        .query(latency("read", "reads"), "read " + EACH_DEVICE)
                        .query(latency("write", "writes"), "write " + EACH_DEVICE))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes",
                                BYTES_PER_SECOND,
                                "Bytes read (above 0) and written (below 0).")
                        .query(ALL.diskRead(), "read " + EACH_DEVICE)
                        .query(ALL.diskWritten(), "written " + EACH_DEVICE));
    }

    private static String latency(String time, String requests) {
        return DEVICES.limit(10)
                .of(
                        "max",
                        ALL.rate("node_disk_" + time + "_time_seconds_total") + " / ("
                                + ALL.rate("node_disk_" + requests + "_completed_total") + " > 0)");
    }

    static void fileSystems(Dashboard.Builder dashboard) {
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

    static void network(Dashboard.Builder dashboard) {
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
                                "Share of the received and of the sent packets that had errors or were dropped.")
                        .min(0)
                        .softMax(0.02)
                        .line(0.01)
                        .query(ALL.failedPackets("receive"), "in " + SERVICE_TASK)
                        .query(ALL.failedPackets("transmit"), "out " + SERVICE_TASK))
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
}
