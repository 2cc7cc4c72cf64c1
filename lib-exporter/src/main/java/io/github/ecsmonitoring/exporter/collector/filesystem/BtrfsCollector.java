package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mounted btrfs file systems, from {@code /sys/fs/btrfs}: the layout and use of their space and the duration of
 * commits; and the errors of their devices, by ioctl(2).
 *
 * <pre>
 * node_btrfs_used_bytes{block_group_type="data",mode="raid1",uuid="0abb23a9-…"} 8.08189952e+08
 * node_btrfs_device_errors_total{btrfs_dev_uuid="62bf…",device="nvme1n1",type="read",uuid="0abb23a9-…"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/btrfs.html">Kernel: btrfs</a>
 */
public final class BtrfsCollector implements Collector {
    private static final double SECTOR_BYTES = 512;
    private static final String[] BLOCK_GROUPS = {"data", "metadata", "system"};
    private static final Map<String, Double> RATIOS = Map.of(
            "single", 1.0, "raid0", 1.0, "dup", 2.0, "raid1", 2.0, "raid10", 2.0, "raid1c3", 3.0, "raid1c4", 4.0);
    /** The number of devices that hold parity, by layout. */
    private static final Map<String, Integer> PARITY = Map.of("raid5", 1, "raid6", 2);

    private static final Map<String, Double> NO_COMMITS =
            Map.of("commits", 0.0, "last_commit_ms", 0.0, "max_commit_ms", 0.0, "total_commit_ms", 0.0);

    private final BtrfsDevices devices;

    private BtrfsCollector(Log log) {
        this.devices = new BtrfsDevices(log);
    }

    public static CollectorFactory declare(Flags flags) {
        return BtrfsCollector::new;
    }

    /** Lines {@code commits 258051}. */
    static Map<String, Double> parseCommits(KernelText text) throws IOException {
        Map<String, Double> commits = new HashMap<>();
        text.eachLine(() -> {
            if (text.fieldCount() != 2) {
                throw text.malformed("expected a name and a number");
            }
            String name = text.nextString();
            commits.put(name, text.nextUnsigned());
        });
        return commits;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<SysFolder> filesystems = host.sys("fs/btrfs").list().folders("*-*");
        Map<String, List<BtrfsDevices.Device>> found = filesystems.isEmpty() ? Map.of() : devices.read(host);
        for (SysFolder filesystem : filesystems) {
            String metadataUuid = filesystem.read("metadata_uuid").textOr("");
            String uuid = metadataUuid.isEmpty() ? filesystem.name() : metadataUuid;
            out.gauge(
                    "node_btrfs_info",
                    "Filesystem information",
                    1,
                    "label",
                    filesystem.read("label").textOr(""),
                    "uuid",
                    uuid);
            host.attempt(() -> emitCommits(host, out, filesystem, uuid));
            host.attempt(() -> emitAllocation(out, filesystem, uuid));
            List<BtrfsDevices.Device> mounted = found.get(uuid.replace("-", ""));
            if (mounted == null) {
                host.attempt(() -> emitDeviceSizes(out, filesystem.folder("devices"), uuid));
            } else {
                mounted.forEach(device -> device.emit(out, uuid));
            }
        }
    }

    /** Linux before 5.18 does not have the file; node_exporter then exposes 0. */
    private static void emitCommits(HostReader host, MetricSink out, SysFolder filesystem, String uuid)
            throws IOException {
        Optional<KernelText> text = host.textIfPresent(filesystem.path("commit_stats"));
        Map<String, Double> commits = text.isPresent() ? parseCommits(text.get()) : NO_COMMITS;
        Double count = commits.get("commits");
        if (count != null) {
            out.counter(
                    "node_btrfs_commits_total", "The total number of commits that have occurred.", count, "uuid", uuid);
        }
        Double last = commits.get("last_commit_ms");
        if (last != null) {
            out.gauge(
                    "node_btrfs_last_commit_seconds",
                    "Duration of the most recent commit, in seconds.",
                    last / 1000,
                    "uuid",
                    uuid);
        }
        Double slowest = commits.get("max_commit_ms");
        if (slowest != null) {
            out.gauge(
                    "node_btrfs_max_commit_seconds",
                    "Duration of the slowest commit, in seconds.",
                    slowest / 1000,
                    "uuid",
                    uuid);
        }
        Double all = commits.get("total_commit_ms");
        if (all != null) {
            out.counter(
                    "node_btrfs_commit_seconds_total",
                    "Sum of the duration of all commits, in seconds.",
                    all / 1000,
                    "uuid",
                    uuid);
        }
    }

    private static void emitAllocation(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        SysFolder allocation = filesystem.folder("allocation");
        allocation
                .numberIfPresent("global_rsv_size")
                .ifPresent(bytes ->
                        out.gauge("node_btrfs_global_rsv_size_bytes", "Size of global reserve.", bytes, "uuid", uuid));
        int deviceCount = filesystem.folder("devices").list().names().size();
        for (String type : BLOCK_GROUPS) {
            SysFolder group = allocation.folder(type);
            group.numberIfPresent("bytes_reserved")
                    .ifPresent(bytes -> out.gauge(
                            "node_btrfs_reserved_bytes",
                            "Amount of space reserved for a data type",
                            bytes,
                            "block_group_type",
                            type,
                            "uuid",
                            uuid));
            for (SysFolder layout : group.list().folders("*")) {
                emitLayout(out, layout, deviceCount, "block_group_type", type, "mode", layout.name(), "uuid", uuid);
            }
        }
    }

    private static void emitLayout(MetricSink out, SysFolder layout, int deviceCount, String... labels) {
        layout.numberIfPresent("used_bytes")
                .ifPresent(bytes -> out.gauge(
                        "node_btrfs_used_bytes", "Amount of used space by a layout/data type", bytes, labels));
        layout.numberIfPresent("total_bytes")
                .ifPresent(bytes -> out.gauge(
                        "node_btrfs_size_bytes", "Amount of space allocated for a layout/data type", bytes, labels));
        ratio(layout.name(), deviceCount)
                .ifPresent(ratio -> out.gauge(
                        "node_btrfs_allocation_ratio", "Data allocation ratio for a layout/data type", ratio, labels));
    }

    private static void emitDeviceSizes(MetricSink out, SysFolder devices, String uuid) throws IOException {
        for (String device : devices.list().names()) {
            devices.folder(device)
                    .numberIfPresent("size")
                    .ifPresent(sectors -> out.gauge(
                            "node_btrfs_device_size_bytes",
                            BtrfsDevices.DEVICE_SIZE_HELP,
                            SECTOR_BYTES * sectors,
                            "device",
                            device,
                            "uuid",
                            uuid));
        }
    }

    /** Bytes on devices for each byte of data; empty for an unknown layout. */
    private static OptionalDouble ratio(String mode, int devices) {
        Double ratio = RATIOS.get(mode);
        if (ratio != null) {
            return OptionalDouble.of(ratio);
        }
        Integer parity = PARITY.get(mode);
        return parity == null || devices <= parity
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) devices / ((double) devices - parity));
    }
}
