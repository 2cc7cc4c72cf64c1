package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Reads, writes, discards and flushes of block devices, from {@code /proc/diskstats}, and each disk's properties in
 * udev's database.
 *
 * <pre>
 * node_disk_read_bytes_total{device="nvme0n1"} 5.13713216e+08
 * node_disk_info{device="nvme0n1",major="259",minor="0",model="Amazon_Elastic_Block_Store",…} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/iostats.html">Kernel: I/O statistics fields</a>
 */
public final class DiskstatsCollector implements Collector {
    private static final String EXCLUDED_DEVICES = "^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$";
    private static final double SECTOR_BYTES = 512;
    /** A factor, as in node_exporter: a division by 1000 gives different last digits. */
    private static final double SECONDS = 1.0 / 1000.0;
    /** A kernel before 4.18 writes 11 counters, one before 5.5 writes 15. */
    private static final int FEWEST_COUNTERS = 11;

    private record Column(String name, MetricType type, double factor, String help) {}

    /** The file's columns after the device's name. */
    private static final List<Column> COLUMNS = List.of(
            counter("reads_completed_total", 1, "The total number of reads completed successfully."),
            counter("reads_merged_total", 1, "The total number of reads merged."),
            counter("read_bytes_total", SECTOR_BYTES, "The total number of bytes read successfully."),
            counter("read_time_seconds_total", SECONDS, "The total number of seconds spent by all reads."),
            counter("writes_completed_total", 1, "The total number of writes completed successfully."),
            counter("writes_merged_total", 1, "The number of writes merged."),
            counter("written_bytes_total", SECTOR_BYTES, "The total number of bytes written successfully."),
            counter("write_time_seconds_total", SECONDS, "This is the total number of seconds spent by all writes."),
            new Column("node_disk_io_now", MetricType.GAUGE, 1, "The number of I/Os currently in progress."),
            counter("io_time_seconds_total", SECONDS, "Total seconds spent doing I/Os."),
            counter("io_time_weighted_seconds_total", SECONDS, "The weighted # of seconds spent doing I/Os."),
            counter("discards_completed_total", 1, "The total number of discards completed successfully."),
            counter("discards_merged_total", 1, "The total number of discards merged."),
            counter("discarded_sectors_total", 1, "The total number of sectors discarded successfully."),
            counter(
                    "discard_time_seconds_total",
                    SECONDS,
                    "This is the total number of seconds spent by all discards."),
            counter("flush_requests_total", 1, "The total number of flush requests completed successfully"),
            counter(
                    "flush_requests_time_seconds_total",
                    SECONDS,
                    "This is the total number of seconds spent by all flush requests."));

    private final NameFilter devices;
    private final UdevDisk udev;

    private DiskstatsCollector(NameFilter devices, Log log) {
        this.devices = devices;
        this.udev = new UdevDisk(log);
    }

    public static CollectorFactory declare(Flags flags) {
        Function<Log, NameFilter> devices = NameFilter.declareRenamed(
                flags,
                "collector.diskstats.device",
                "diskstats devices",
                EXCLUDED_DEVICES,
                "collector.diskstats.ignored-devices",
                null);
        return log -> new DiskstatsCollector(devices.apply(log), log);
    }

    /** Sends as many counters as this kernel writes, in the order of {@link #COLUMNS}. */
    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        KernelText text = host.proc("diskstats");
        double[] counters = new double[COLUMNS.size()];
        text.eachLine(() -> {
            int present = Math.min(text.fieldCount() - 3, counters.length);
            // In kernels before 2.6.25 a partition's line has four counters with another meaning.
            if (present < FEWEST_COUNTERS) {
                return;
            }
            int major = text.nextInt();
            int minor = text.nextInt();
            String device = text.nextString();
            for (int i = 0; i < present; i++) {
                counters[i] = text.nextUnsignedOrNaN();
            }
            if (devices.shows(device)) {
                udev.collect(host, out, device, major, minor);
                emit(out, device, counters, present);
            }
        });
    }

    private static void emit(MetricSink out, String device, double[] counters, int present) {
        for (int i = 0; i < present; i++) {
            Column column = COLUMNS.get(i);
            if (!Double.isNaN(counters[i])) {
                out.add(column.type, column.name, column.help, counters[i] * column.factor, "device", device);
            }
        }
    }

    private static Column counter(String name, double factor, String help) {
        return new Column("node_disk_" + name, MetricType.COUNTER, factor, help);
    }
}
