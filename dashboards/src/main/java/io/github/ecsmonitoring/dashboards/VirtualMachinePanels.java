package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.TaskLegend.SERVICE_TASK;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/** Metrics of the node exporter for Fargate tasks, each of which has a virtual machine to itself. */
final class VirtualMachinePanels {
    private VirtualMachinePanels() {}

    static void addTo(Dashboard.Builder dashboard) {
        NodeQueries tasks = NodeQueries.TASKS;
        TopSeries seven = TARGETS.limit(7);
        String eachDevice = SERVICE_TASK + " {{device}}";
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Pressure",
                                SHARE,
                                "Share of time in which at least one process waited for CPU, memory or disk.")
                        .width(8)
                        .min(0)
                        .softMax(0.2)
                        .query(tasks.pressure("cpu", seven), "CPU " + SERVICE_TASK)
                        .query(tasks.pressure("memory", seven), "memory " + SERVICE_TASK)
                        .query(tasks.pressure("io", seven), "disk " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Out-of-memory kills",
                                NUMBER,
                                "Processes that the kernel killed within 10 minutes for lack of memory, in containers that live on too.")
                        .width(8)
                        .min(0)
                        .softMax(2)
                        .line(1)
                        .query(tasks.outOfMemoryKills(), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "TCP retransmissions",
                                SHARE,
                                "Share of the sent TCP segments that were sent again. A few per cent slow down every request.")
                        .width(8)
                        .min(0)
                        .softMax(0.02)
                        .query(tasks.retransmits(), SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Network traffic of the virtual machine",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0), those of the platform too.")
                        .width(8)
                        .query(tasks.received(), "in " + SERVICE_TASK)
                        .query(tasks.sent(), "out " + SERVICE_TASK))
                .panel(TimeSeriesPanel.of(
                                "Disk reads and writes",
                                BYTES_PER_SECOND,
                                "Bytes read (above 0) and written (below 0).")
                        .width(8)
                        .query(tasks.diskRead(), "read " + eachDevice)
                        .query(tasks.diskWritten(), "written " + eachDevice))
                .panel(TimeSeriesPanel.of(
                                "File system utilization",
                                SHARE,
                                "Used share of each writable file system. Mounts of one device are one line.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(tasks.fileSystemsUsed(), eachDevice));
    }
}
