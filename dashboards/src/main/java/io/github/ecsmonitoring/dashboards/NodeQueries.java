package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.TopSeries.DEVICES;
import static io.github.ecsmonitoring.dashboards.TopSeries.TARGETS;

/**
 * Queries of the node exporter's metrics, which on Fargate describe the virtual machine of one task.
 *
 * @param scope matcher of the targets; empty for all
 */
record NodeQueries(String scope) {
    private static final SeriesSelector NODE = SeriesSelector.NODE;
    /** Excludes loopback and the virtual interfaces of containers, whose traffic would be counted twice. */
    private static final String REAL_INTERFACE = "device!~\"lo|veth.*|docker.*|br-.*|ecs-.*\"";

    static final NodeQueries ALL = new NodeQueries("");
    /** Tasks on Fargate: tasks on EC2 have no metrics of the node exporter. */
    static final NodeQueries TASKS = new NodeQueries("ecs_service!=\"\"");
    /** EC2 instances, which belong to no service. */
    static final NodeQueries HOSTS = new NodeQueries("ecs_service=\"\"");

    static String cpuUtilization() {
        return NODE.series("instance:node_cpu_utilisation:ratio_rate5m");
    }

    static String loadPerCpu() {
        return NODE.series("instance:node_load1_per_cpu:ratio");
    }

    static String memoryUtilization() {
        return NODE.series("instance:node_memory_utilisation:ratio");
    }

    String series(String metric) {
        return NODE.series(metric, scope);
    }

    String series(String metric, String matcher) {
        return NODE.series(metric, scope, matcher);
    }

    String rate(String metric) {
        return NODE.rate(metric, scope);
    }

    String rate(String metric, String matcher) {
        return NODE.rate(metric, scope, matcher);
    }

    /** Recorded waiting share of {@code cpu}, {@code memory} or {@code io}. */
    String pressure(String resource, TopSeries top) {
        return top.of("max", series("instance:node_pressure_" + resource + ":ratio_rate5m"));
    }

    /** Rounded, since increase() extrapolates. */
    String outOfMemoryKills() {
        return TARGETS.of("max", "round(increase(" + series("node_vmstat_oom_kill") + "[10m]))");
    }

    String received() {
        return TARGETS.limit(10).of("sum", rate("node_network_receive_bytes_total", REAL_INTERFACE));
    }

    String sent() {
        return TARGETS.limit(10).below("sum", rate("node_network_transmit_bytes_total", REAL_INTERFACE));
    }

    /**
     * Share of the packets with errors or drops.
     *
     * @param direction {@code receive} or {@code transmit}
     */
    String failedPackets(String direction) {
        return TARGETS.limit(10).of("max", series("instance:node_network_" + direction + "_failed:ratio_rate5m"));
    }

    String retransmits() {
        return TARGETS.of(
                "max",
                "clamp_max(" + rate("node_netstat_Tcp_RetransSegs") + " / (" + rate("node_netstat_Tcp_OutSegs")
                        + " > 0), 1)");
    }

    String diskRead() {
        return DEVICES.limit(10).of("sum", rate("node_disk_read_bytes_total"));
    }

    String diskWritten() {
        return DEVICES.limit(10).below("sum", rate("node_disk_written_bytes_total"));
    }

    String fileSystemsUsed() {
        return DEVICES.of("max", used("node_filesystem_avail_bytes", "node_filesystem_size_bytes"));
    }

    String inodesUsed() {
        return DEVICES.of("max", used("node_filesystem_files_free", "node_filesystem_files"));
    }

    /** Of writable file systems. */
    String used(String free, String size) {
        return "1 - " + series(free) + " / " + series(size) + " and " + series("node_filesystem_readonly") + " == 0";
    }
}
