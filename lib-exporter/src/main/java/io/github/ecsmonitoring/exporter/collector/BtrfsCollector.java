package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The mounted btrfs file systems, from {@code /sys/fs/btrfs}: how their space is laid out and used, how long commits
 * take; and from {@link BtrfsDevices} the errors of their devices.
 *
 * <pre>
 * node_btrfs_used_bytes{block_group_type="data",mode="raid1",uuid="0abb23a9-…"} 8.08189952e+08
 * node_btrfs_device_errors_total{btrfs_dev_uuid="62bf…",device="nvme1n1",type="read",uuid="0abb23a9-…"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/btrfs.html">Kernel: btrfs</a>
 */
final class BtrfsCollector implements Collector {
    static final String DEVICE_SIZE_HELP = "Size of a device that is part of the filesystem.";

    private static final double SECTOR_BYTES = 512;
    private static final String[] BLOCK_GROUPS = {"data", "metadata", "system"};
    private static final Map<String, Double> RATIOS = Map.of(
            "single", 1.0, "raid0", 1.0, "dup", 2.0, "raid1", 2.0, "raid10", 2.0, "raid1c3", 3.0, "raid1c4", 4.0);
    /** Of so many devices hold parity, whose share depends on how many there are. */
    private static final Map<String, Integer> PARITY = Map.of("raid5", 1, "raid6", 2);

    private final HostPaths paths;
    private final SysFolder root;
    private final BtrfsDevices devices;

    BtrfsCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.root = paths.sys("fs/btrfs");
        this.devices = new BtrfsDevices(paths, log);
    }

    /** Lines {@code commits 258051}; none before Linux 5.18, which had no such file. */
    static Map<String, Double> parseCommits(KernelText text) throws IOException {
        Map<String, Double> commits = new HashMap<>();
        while (text.nextLine()) {
            if (text.fieldCount() != 2) {
                throw text.malformed("expected a name and a number");
            }
            String name = text.nextString();
            commits.put(name, text.nextUnsigned());
        }
        return commits;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        List<SysFolder> filesystems = IfPresent.children(root, "*-*");
        // Mounts are looked at only where there is something to be found.
        Map<String, List<BtrfsDevices.Device>> found = filesystems.isEmpty() ? Map.of() : devices.read();
        for (SysFolder filesystem : filesystems) {
            String uuid = filesystem
                    .find("metadata_uuid")
                    .filter(text -> !text.isEmpty())
                    .orElse(filesystem.name());
            out.gauge(
                    "node_btrfs_info",
                    "Filesystem information",
                    1,
                    "label",
                    filesystem.find("label").orElse(""),
                    "uuid",
                    uuid);
            emitCommits(out, filesystem, uuid);
            emitAllocation(out, filesystem, uuid);
            List<BtrfsDevices.Device> asked = found.get(uuid.replace("-", ""));
            if (asked == null) {
                emitDeviceSizes(out, filesystem.in("devices"), uuid);
            } else {
                asked.forEach(device -> device.emit(out, uuid));
            }
        }
    }

    /** Without the file node_exporter shows 0, and rates over it. */
    private void emitCommits(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        Map<String, Double> commits = parseCommits(IfPresent.lines(paths, filesystem, "commit_stats"));
        out.counter(
                "node_btrfs_commits_total",
                "The total number of commits that have occurred.",
                commits.getOrDefault("commits", 0.0),
                "uuid",
                uuid);
        out.gauge(
                "node_btrfs_last_commit_seconds",
                "Duration of the most recent commit, in seconds.",
                commits.getOrDefault("last_commit_ms", 0.0) / 1000,
                "uuid",
                uuid);
        out.gauge(
                "node_btrfs_max_commit_seconds",
                "Duration of the slowest commit, in seconds.",
                commits.getOrDefault("max_commit_ms", 0.0) / 1000,
                "uuid",
                uuid);
        out.counter(
                "node_btrfs_commit_seconds_total",
                "Sum of the duration of all commits, in seconds.",
                commits.getOrDefault("total_commit_ms", 0.0) / 1000,
                "uuid",
                uuid);
    }

    private void emitAllocation(MetricSink out, SysFolder filesystem, String uuid) throws IOException {
        SysFolder allocation = filesystem.in("allocation");
        allocation
                .findNumber("global_rsv_size")
                .ifPresent(size ->
                        out.gauge("node_btrfs_global_rsv_size_bytes", "Size of global reserve.", size, "uuid", uuid));
        int deviceCount = IfPresent.names(filesystem.in("devices")).size();
        for (String type : BLOCK_GROUPS) {
            SysFolder group = allocation.in(type);
            group.findNumber("bytes_reserved")
                    .ifPresent(reserved -> out.gauge(
                            "node_btrfs_reserved_bytes",
                            "Amount of space reserved for a data type",
                            reserved,
                            "block_group_type",
                            type,
                            "uuid",
                            uuid));
            for (SysFolder layout : IfPresent.children(group, "*")) {
                String mode = layout.name();
                layout.findNumber("used_bytes")
                        .ifPresent(used -> out.gauge(
                                "node_btrfs_used_bytes",
                                "Amount of used space by a layout/data type",
                                used,
                                "block_group_type",
                                type,
                                "mode",
                                mode,
                                "uuid",
                                uuid));
                layout.findNumber("total_bytes")
                        .ifPresent(size -> out.gauge(
                                "node_btrfs_size_bytes",
                                "Amount of space allocated for a layout/data type",
                                size,
                                "block_group_type",
                                type,
                                "mode",
                                mode,
                                "uuid",
                                uuid));
                ratio(mode, deviceCount)
                        .ifPresent(ratio -> out.gauge(
                                "node_btrfs_allocation_ratio",
                                "Data allocation ratio for a layout/data type",
                                ratio,
                                "block_group_type",
                                type,
                                "mode",
                                mode,
                                "uuid",
                                uuid));
            }
        }
    }

    private static void emitDeviceSizes(MetricSink out, SysFolder devices, String uuid) throws IOException {
        for (String device : IfPresent.names(devices)) {
            devices.in(device)
                    .findNumber("size")
                    .ifPresent(sectors -> out.gauge(
                            "node_btrfs_device_size_bytes",
                            DEVICE_SIZE_HELP,
                            SECTOR_BYTES * sectors,
                            "device",
                            device,
                            "uuid",
                            uuid));
        }
    }

    /** Bytes on devices for a byte of data; nothing for a layout that is not known. */
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
