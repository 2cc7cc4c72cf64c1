package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.collector.sysfs.HumanNumber;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Disks that cache slower disks, from {@code /sys/fs/bcache}: the cache sets, their backing devices (the slow disks)
 * and their cache devices.
 *
 * <pre>
 * node_bcache_cache_hits_total{backing_device="bdev0",uuid="deaddd54-…"} 546
 * node_bcache_written_bytes_total{cache_device="cache0",uuid="deaddd54-…"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/bcache.html">Kernel: bcache</a>
 */
public final class BcacheCollector implements Collector {
    private record Metric(String source, MetricType type, String name, String help) {}

    private static final String READ_DURATION = "internal/btree_read_average_duration_us";
    private static final String READAHEADS = "stats_total/cache_readaheads";

    /** Files of a cache set. */
    private static final List<Metric> SET = List.of(
            gauge("average_key_size", "average_key_size_sectors", "Average data per key in the btree (sectors)."),
            gauge("btree_cache_size", "btree_cache_size_bytes", "Amount of memory currently used by the btree cache."),
            gauge(
                    "cache_available_percent",
                    "cache_available_percent",
                    "Percentage of cache device without dirty data, usable for writeback (may contain clean cached data)."),
            gauge("congested", "congested", "Congestion."),
            gauge(
                    "root_usage_percent",
                    "root_usage_percent",
                    "Percentage of the root btree node in use (tree depth increases if too high)."),
            gauge("tree_depth", "tree_depth", "Depth of the btree."),
            gauge(
                    "internal/active_journal_entries",
                    "active_journal_entries",
                    "Number of journal entries that are newer than the index."),
            gauge("internal/btree_nodes", "btree_nodes", "Total nodes in the btree."),
            gauge(READ_DURATION, "btree_read_average_duration_seconds", "Average btree read duration."),
            counter(
                    "internal/cache_read_races",
                    "cache_read_races_total",
                    "Counts instances where while data was being read from the cache, the bucket was reused and invalidated"
                            + " - i.e. where the pointer was stale after the read completed."));

    /** Files of a backing device. */
    private static final List<Metric> BACKING = List.of(
            gauge("dirty_data", "dirty_data_bytes", "Amount of dirty data for this backing device in the cache."),
            counter(
                    "stats_total/bypassed",
                    "bypassed_bytes_total",
                    "Amount of IO (both reads and writes) that has bypassed the cache."),
            counter(
                    "stats_total/cache_hits",
                    "cache_hits_total",
                    "Hits counted per individual IO as bcache sees them."),
            counter(
                    "stats_total/cache_misses",
                    "cache_misses_total",
                    "Misses counted per individual IO as bcache sees them."),
            counter(
                    "stats_total/cache_bypass_hits",
                    "cache_bypass_hits_total",
                    "Hits for IO intended to skip the cache."),
            counter(
                    "stats_total/cache_bypass_misses",
                    "cache_bypass_misses_total",
                    "Misses for IO intended to skip the cache."),
            counter(
                    "stats_total/cache_miss_collisions",
                    "cache_miss_collisions_total",
                    "Instances where data insertion from cache miss raced with write (data already present)."),
            counter(READAHEADS, "cache_readaheads_total", "Count of times readahead occurred."));

    /** Lines of a backing device's file {@code writeback_rate_debug}. */
    private static final List<Metric> WRITEBACK = List.of(
            gauge(
                    "target:",
                    "dirty_target_bytes",
                    "Current dirty data target threshold for this backing device in bytes."),
            gauge("rate:", "writeback_rate", "Current writeback rate for this backing device in bytes."),
            gauge(
                    "proportional:",
                    "writeback_rate_proportional_term",
                    "Current result of proportional controller, part of writeback rate"),
            gauge(
                    "integral:",
                    "writeback_rate_integral_term",
                    "Current result of integral controller, part of writeback rate"),
            gauge("change:", "writeback_change", "Last writeback rate change step for this backing device."));

    /** Files of a cache device. */
    private static final List<Metric> CACHE = List.of(
            gauge("io_errors", "io_errors", "Number of errors that have occurred, decayed by io_error_halflife."),
            counter(
                    "metadata_written",
                    "metadata_written_bytes_total",
                    "Sum of all non data writes (btree writes and all other metadata)."),
            counter("written", "written_bytes_total", "Sum of all data that has been written to the cache."));

    /** Lines of a cache device's file {@code priority_stats}. */
    private static final List<Metric> PRIORITY = List.of(
            gauge(
                    "Unused:",
                    "priority_stats_unused_percent",
                    "The percentage of the cache that doesn't contain any data."),
            gauge("Metadata:", "priority_stats_metadata_percent", "Bcache's metadata overhead."));

    private final boolean priorityStats;

    private BcacheCollector(boolean priorityStats) {
        this.priorityStats = priorityStats;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<Boolean> priorityStats =
                flags.toggle("collector.bcache.priorityStats", false, "Expose expensive priority stats.");
        return log -> new BcacheCollector(priorityStats.value());
    }

    /** Parses the lines {@code name: number} with these names; {@code unit} may follow a number. */
    static Map<String, Double> parse(KernelText text, List<String> names, String unit) throws IOException {
        Map<String, Double> values = new HashMap<>();
        text.eachLine(() -> {
            if (text.nextField() && names.contains(text.field())) {
                String name = text.field();
                String number = text.nextString();
                int length = number.length() - (number.endsWith(unit) ? unit.length() : 0);
                values.put(name, HumanNumber.bcache(text, number.substring(0, length)));
            }
        });
        return values;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (SysFolder set : host.sys("fs/bcache").list().folders("*-*")) {
            String uuid = set.name();
            emitFiles(host, out, set, SET, "uuid", uuid);
            for (SysFolder device : set.list().folders("bdev[0-9]*")) {
                emitFiles(host, out, device, BACKING, "backing_device", device.name(), "uuid", uuid);
                host.attempt(() -> emitLines(
                        host,
                        out,
                        device,
                        "writeback_rate_debug",
                        "/sec",
                        WRITEBACK,
                        "backing_device",
                        device.name(),
                        "uuid",
                        uuid));
            }
            for (SysFolder device : set.list().folders("cache[0-9]*")) {
                emitFiles(host, out, device, CACHE, "cache_device", device.name(), "uuid", uuid);
                if (priorityStats) {
                    host.attempt(() -> emitLines(
                            host,
                            out,
                            device,
                            "priority_stats",
                            "%",
                            PRIORITY,
                            "cache_device",
                            device.name(),
                            "uuid",
                            uuid));
                }
            }
        }
    }

    private static void emitFiles(
            HostReader host, MetricSink out, SysFolder folder, List<Metric> metrics, String... labels) {
        for (Metric metric : metrics) {
            host.attempt(() -> emitFile(host, out, folder, metric, labels));
        }
    }

    private static void emitFile(HostReader host, MetricSink out, SysFolder folder, Metric metric, String... labels)
            throws IOException {
        Optional<KernelText> text = host.textIfPresent(folder.path(metric.source));
        if (text.isEmpty()) {
            return;
        }
        double value = HumanNumber.bcache(text.get().firstLine(), text.get().nextString());
        // Kernels since 5.9 do not have this counter, or it stays 0.
        if (!metric.source.equals(READAHEADS) || value != 0) {
            // Nanoseconds, although the file name says microseconds.
            out.add(
                    metric.type,
                    metric.name,
                    metric.help,
                    metric.source.equals(READ_DURATION) ? value * 1e-9 : value,
                    labels);
        }
    }

    private static void emitLines(
            HostReader host,
            MetricSink out,
            SysFolder folder,
            String file,
            String unit,
            List<Metric> metrics,
            String... labels)
            throws IOException {
        Optional<KernelText> text = host.textIfPresent(folder.path(file));
        if (text.isEmpty()) {
            return;
        }
        Map<String, Double> values =
                parse(text.get(), metrics.stream().map(Metric::source).toList(), unit);
        for (Metric metric : metrics) {
            Double value = values.get(metric.source);
            if (value != null) {
                out.add(metric.type, metric.name, metric.help, value, labels);
            }
        }
    }

    private static Metric gauge(String source, String name, String help) {
        return new Metric(source, MetricType.GAUGE, "node_bcache_" + name, help);
    }

    private static Metric counter(String source, String name, String help) {
        return new Metric(source, MetricType.COUNTER, "node_bcache_" + name, help);
    }
}
