package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.collector.sysfs.HumanNumber;
import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mounted bcachefs file systems, from {@code /sys/fs/bcachefs}: compression, counters, writes of the B-tree, and
 * their devices.
 *
 * <pre>
 * node_bcachefs_compression_compressed_bytes{algorithm="lz4",uuid="deadbeef-…"} 5.2505e+10
 * node_bcachefs_data_read_total{uuid="deadbeef-…"} 1.234e+06
 * </pre>
 *
 * @see <a href="https://bcachefs.org/bcachefs-principles-of-operation.pdf">bcachefs: principles of operation</a>
 */
public final class BcachefsCollector implements Collector {
    private static final String SINCE_CREATION = "since filesystem creation:";
    private static final String SINCE_MOUNT = "since mount:";

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<SysFolder> filesystems = host.sys("fs/bcachefs").list().folders("*");
        if (filesystems.isEmpty()) {
            throw new NoDataException("no bcachefs is mounted");
        }
        for (SysFolder filesystem : filesystems) {
            String uuid = filesystem.name();
            out.gauge("node_bcachefs_info", "Filesystem information.", 1, "uuid", uuid);
            host.attempt(() -> collectCacheSize(host, out, filesystem, uuid));
            host.attempt(() -> collectCompression(host, out, filesystem, uuid));
            host.attempt(() -> collectErrors(host, out, filesystem, uuid));
            host.attempt(() -> collectCounters(host, out, filesystem, uuid));
            host.attempt(() -> collectWrites(host, out, filesystem, uuid));
            for (SysFolder device : filesystem.list().folders("dev-*")) {
                new BcachefsDevice(device, uuid).collect(host, out);
            }
        }
    }

    private static void collectCacheSize(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        KernelText text = BcachefsDevice.lines(host, filesystem, "btree_cache_size");
        if (text.nextLine()) {
            out.gauge(
                    "node_bcachefs_btree_cache_size_bytes",
                    "Btree cache memory usage in bytes.",
                    HumanNumber.bcachefs(text, text.nextString()),
                    "uuid",
                    uuid);
        }
    }

    /** A header, then lines {@code lz4 48.9G 71.2G 62.5k}: compressed, uncompressed and average extent size. */
    private static void collectCompression(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        KernelText text = BcachefsDevice.lines(host, filesystem, "compression_stats");
        text.nextLine(); // the header
        text.eachLine(() -> {
            if (text.fieldCount() < 3) {
                return;
            }
            String algorithm = withoutColon(text.nextString());
            double compressed = HumanNumber.bcachefs(text, text.nextString());
            double uncompressed = HumanNumber.bcachefs(text, text.nextString());
            out.gauge(
                    "node_bcachefs_compression_compressed_bytes",
                    "Compressed size by algorithm.",
                    compressed,
                    "algorithm",
                    algorithm,
                    "uuid",
                    uuid);
            out.gauge(
                    "node_bcachefs_compression_uncompressed_bytes",
                    "Uncompressed size by algorithm.",
                    uncompressed,
                    "algorithm",
                    algorithm,
                    "uuid",
                    uuid);
        });
    }

    /** Lines {@code subvol_missing 194 1761076737}: type, count and time of the last error. */
    private static void collectErrors(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        KernelText text = BcachefsDevice.lines(host, filesystem, "errors");
        text.eachLine(() -> {
            if (text.fieldCount() >= 2) {
                String type = text.nextString();
                out.counter(
                        "node_bcachefs_errors_total",
                        "Error count by error type.",
                        text.nextUnsigned(),
                        "error_type",
                        type,
                        "uuid",
                        uuid);
            }
        });
    }

    private static void collectCounters(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        SysFolder counters = filesystem.folder("counters");
        for (String counter : counters.list().names()) {
            host.attempt(() -> {
                Optional<KernelText> text = host.textIfPresent(counters.path(counter));
                OptionalDouble value = text.isPresent() ? parseCounter(text.get()) : OptionalDouble.empty();
                value.ifPresent(count -> out.counter(
                        "node_bcachefs_" + MetricName.escapeRuns(counter) + "_total",
                        "Bcachefs counter " + counter + " since filesystem creation.",
                        count,
                        "uuid",
                        uuid));
            });
        }
    }

    /** A header, then lines {@code initial: 3298401 100k}: type, count and average size. */
    private static void collectWrites(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        KernelText text = BcachefsDevice.lines(host, filesystem, "btree_write_stats");
        text.nextLine(); // the header
        text.eachLine(() -> {
            if (text.fieldCount() < 3) {
                return;
            }
            String type = withoutColon(text.nextString());
            double count = text.nextUnsigned();
            double size = HumanNumber.bcachefs(text, text.nextString());
            out.counter(
                    "node_bcachefs_btree_writes_total",
                    "Number of btree writes by type.",
                    count,
                    "type",
                    type,
                    "uuid",
                    uuid);
            out.gauge(
                    "node_bcachefs_btree_write_average_size_bytes",
                    "Average btree write size by type.",
                    size,
                    "type",
                    type,
                    "uuid",
                    uuid);
        });
    }

    /**
     * The counter's value since the creation of the file system; empty if the file only has the one since the mount.
     */
    static OptionalDouble parseCounter(KernelText text) throws IOException {
        OptionalDouble value = OptionalDouble.empty();
        boolean known = false;
        while (text.nextLine()) {
            String line = text.line();
            known |= line.startsWith(SINCE_MOUNT);
            if (line.startsWith(SINCE_CREATION)) {
                text.skipPastLast(':');
                value = OptionalDouble.of(HumanNumber.bcachefs(text, text.nextString()));
                known = true;
            }
        }
        if (!known) {
            throw text.without("a line \"" + SINCE_CREATION + " number\"");
        }
        return value;
    }

    private static String withoutColon(String name) {
        return name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
    }
}
