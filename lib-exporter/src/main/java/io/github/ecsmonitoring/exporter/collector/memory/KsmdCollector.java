package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.util.List;

/**
 * Merging of equal memory pages, from {@code /sys/kernel/mm/ksm}. Help texts and the profit are those of node_exporter
 * just after 1.12.1, which its end-to-end test expects.
 *
 * <pre>
 * node_ksmd_pages_sharing 4
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/mm/ksm.html">Kernel: Kernel Samepage Merging</a>
 */
public final class KsmdCollector implements Collector {
    private static final double MILLISECONDS_PER_SECOND = 1000;

    private record Metric(String file, MetricType type, String name, double divisor, String help) {}

    private static final List<Metric> METRICS = List.of(
            new Metric(
                    "full_scans",
                    MetricType.COUNTER,
                    "node_ksmd_full_scans_total",
                    1,
                    "How many times all mergeable areas have been scanned."),
            gauge("merge_across_nodes", "Specifies if pages from different NUMA nodes can be merged."),
            gauge("pages_shared", "How many shared pages are being used."),
            gauge("pages_sharing", "How many more sites are sharing them i.e. how much saved."),
            gauge("pages_to_scan", "How many pages to scan before ksmd goes to sleep."),
            gauge("pages_unshared", "How many pages unique but repeatedly checked for merging."),
            gauge("pages_volatile", "How many pages changing too fast to be placed in a tree."),
            gauge("run", "The status of ksmd. stopped = 0, running = 1"),
            new Metric(
                    "sleep_millisecs",
                    MetricType.GAUGE,
                    "node_ksmd_sleep_seconds",
                    MILLISECONDS_PER_SECOND,
                    "How many seconds ksmd should sleep before next scan."));

    @Override
    public void collect(HostReader host, MetricSink out) {
        SysFolder ksm = host.sys("kernel/mm/ksm");
        for (Metric metric : METRICS) {
            ksm.number(metric.file)
                    .ifPresent(value -> out.add(metric.type, metric.name, metric.help, value / metric.divisor));
        }
        // Absent before Linux 6.4.
        ksm.numberIfPresent("general_profit")
                .ifPresent(profit -> out.gauge(
                        "node_ksmd_general_profit_bytes",
                        "How effective is KSM. ksm_saved_pages * sizeof(page) - (all_rmap_items) * sizeof(rmap_item)",
                        profit));
    }

    private static Metric gauge(String file, String help) {
        return new Metric(file, MetricType.GAUGE, "node_ksmd_" + file, 1, help);
    }
}
