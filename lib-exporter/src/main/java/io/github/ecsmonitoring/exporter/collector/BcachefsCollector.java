package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mounted bcachefs file systems, from {@code /sys/fs/bcachefs}: what they compress, count and write; their devices
 * are {@link BcachefsDevice}'s.
 *
 * <pre>
 * node_bcachefs_compression_compressed_bytes{algorithm="lz4",uuid="deadbeef-…"} 5.2505e+10
 * node_bcachefs_data_read_total{uuid="deadbeef-…"} 1.234e+06
 * </pre>
 *
 * @see <a href="https://bcachefs.org/bcachefs-principles-of-operation.pdf">bcachefs: principles of operation</a>
 */
final class BcachefsCollector implements Collector {
    private static final String SINCE_CREATION = "since filesystem creation:";
    private static final String SINCE_MOUNT = "since mount:";

    private final HostPaths paths;
    private final SysFolder root;

    BcachefsCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.root = paths.sys("fs/bcachefs");
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        List<SysFolder> filesystems = IfPresent.children(root, "*");
        if (filesystems.isEmpty()) {
            throw new NoDataException("no bcachefs is mounted");
        }
        for (SysFolder filesystem : filesystems) {
            String uuid = filesystem.name();
            out.gauge("node_bcachefs_info", "Filesystem information.", 1, "uuid", uuid);
            collectCacheSize(out, filesystem, uuid);
            collectCompression(out, filesystem, uuid);
            collectErrors(out, filesystem, uuid);
            collectCounters(out, filesystem, uuid);
            collectWrites(out, filesystem, uuid);
            for (SysFolder device : IfPresent.children(filesystem, "dev-*")) {
                new BcachefsDevice(paths, device, uuid).collect(out);
            }
        }
    }

    private void collectCacheSize(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        KernelText text = IfPresent.lines(paths, filesystem, "btree_cache_size");
        if (text.nextLine()) {
            out.gauge(
                    "node_bcachefs_btree_cache_size_bytes",
                    "Btree cache memory usage in bytes.",
                    HumanNumber.bcachefs(text, text.nextString()),
                    "uuid",
                    uuid);
        }
    }

    /** A headline, then lines {@code lz4 48.9G 71.2G 62.5k}: compressed, uncompressed, average size of an extent. */
    private void collectCompression(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        KernelText text = IfPresent.lines(paths, filesystem, "compression_stats");
        for (text.nextLine(); text.nextLine(); ) {
            if (text.fieldCount() < 3) {
                continue;
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
        }
    }

    /** Lines {@code subvol_missing 194 1761076737}: how often, and when last. */
    private void collectErrors(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        KernelText text = IfPresent.lines(paths, filesystem, "errors");
        while (text.nextLine()) {
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
        }
    }

    private void collectCounters(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        SysFolder counters = filesystem.in("counters");
        for (String counter : IfPresent.names(counters)) {
            Optional<KernelText> text = IfPresent.text(paths, counters, counter);
            OptionalDouble value = text.isPresent() ? parseCounter(text.get()) : OptionalDouble.empty();
            value.ifPresent(count -> out.counter(
                    "node_bcachefs_" + metricName(counter) + "_total",
                    "Bcachefs counter " + counter + " since filesystem creation.",
                    count,
                    "uuid",
                    uuid));
        }
    }

    /** A headline, then lines {@code initial: 3298401 100k}: how many, and their average size. */
    private void collectWrites(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        KernelText text = IfPresent.lines(paths, filesystem, "btree_write_stats");
        for (text.nextLine(); text.nextLine(); ) {
            if (text.fieldCount() < 3) {
                continue;
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
        }
    }

    /**
     * What a counter has counted since the file system was made; nothing if it only tells of the time since it was
     * mounted.
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
            throw text.without("line \"" + SINCE_CREATION + " number\"");
        }
        return value;
    }

    /** A file's name with an underscore for each run of characters that a metric's name can't have. */
    static String metricName(String file) {
        StringBuilder name = new StringBuilder(file.length());
        boolean replacing = false;
        for (int i = 0; i < file.length(); i++) {
            char c = file.charAt(i);
            if (c == '_' && replacing) {
                continue;
            }
            boolean plain = c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (plain) {
                name.append(c);
            } else if (!replacing) {
                while (!name.isEmpty() && name.charAt(name.length() - 1) == '_') {
                    name.setLength(name.length() - 1);
                }
                name.append('_');
            }
            replacing = !plain;
        }
        return name.toString();
    }

    private static String withoutColon(String name) {
        return name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
    }
}
