package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Operations inside the mounted XFS file systems, from {@code /sys/fs/xfs/DEVICE/stats/stats} (Linux 4.4 and later).
 *
 * <pre>
 * node_xfs_read_calls_total{device="nvme0n1p1"} 76051
 * node_xfs_extent_allocation_extents_allocated_total{device="nvme0n1p1"} 4107
 * </pre>
 *
 * @see <a href="https://xfs.org/index.php/Runtime_Stats">XFS: runtime stats</a>
 */
public final class XfsCollector implements Collector {
    /** The first word of a line of the file, and what its numbers count: name, help, name, help. */
    private static final Map<String, String[]> LINES = Map.of(
            "extent_alloc",
                    metrics(
                            "extent_allocation_extents_allocated_total",
                                    "Number of extents allocated for a filesystem.",
                            "extent_allocation_blocks_allocated_total", "Number of blocks allocated for a filesystem.",
                            "extent_allocation_extents_freed_total", "Number of extents freed for a filesystem.",
                            "extent_allocation_blocks_freed_total", "Number of blocks freed for a filesystem."),
            "abt",
                    metrics(
                            "allocation_btree_lookups_total", "Number of allocation B-tree lookups for a filesystem.",
                            "allocation_btree_compares_total", "Number of allocation B-tree compares for a filesystem.",
                            "allocation_btree_records_inserted_total",
                                    "Number of allocation B-tree records inserted for a filesystem.",
                            "allocation_btree_records_deleted_total",
                                    "Number of allocation B-tree records deleted for a filesystem."),
            "blk_map",
                    metrics(
                            "block_mapping_reads_total", "Number of block map for read operations for a filesystem.",
                            "block_mapping_writes_total", "Number of block map for write operations for a filesystem.",
                            "block_mapping_unmaps_total", "Number of block unmaps (deletes) for a filesystem.",
                            "block_mapping_extent_list_insertions_total",
                                    "Number of extent list insertions for a filesystem.",
                            "block_mapping_extent_list_deletions_total",
                                    "Number of extent list deletions for a filesystem.",
                            "block_mapping_extent_list_lookups_total",
                                    "Number of extent list lookups for a filesystem.",
                            "block_mapping_extent_list_compares_total",
                                    "Number of extent list compares for a filesystem."),
            "bmbt",
                    metrics(
                            "block_map_btree_lookups_total", "Number of block map B-tree lookups for a filesystem.",
                            "block_map_btree_compares_total", "Number of block map B-tree compares for a filesystem.",
                            "block_map_btree_records_inserted_total",
                                    "Number of block map B-tree records inserted for a filesystem.",
                            "block_map_btree_records_deleted_total",
                                    "Number of block map B-tree records deleted for a filesystem."),
            "dir",
                    metrics(
                            "directory_operation_lookup_total",
                            "Number of file name directory lookups which miss the operating systems directory name lookup cache.",
                            "directory_operation_create_total",
                            "Number of times a new directory entry was created for a filesystem.",
                            "directory_operation_remove_total",
                            "Number of times an existing directory entry was created for a filesystem.",
                            "directory_operation_getdents_total",
                            "Number of times the directory getdents operation was performed for a filesystem."),
            "ig",
                    metrics(
                            "inode_operation_attempts_total",
                            "Number of times the OS looked for an XFS inode in the inode cache.",
                            "inode_operation_found_total",
                            "Number of times the OS looked for and found an XFS inode in the inode cache.",
                            "inode_operation_recycled_total",
                            "Number of times the OS found an XFS inode in the cache, but could not use it as it was being recycled.",
                            "inode_operation_missed_total",
                            "Number of times the OS looked for an XFS inode in the cache, but did not find it.",
                            "inode_operation_duplicates_total",
                            "Number of times the OS tried to add a missing XFS inode to the inode cache, but found it had already been added"
                                    + " by another process.",
                            "inode_operation_reclaims_total",
                            "Number of times the OS reclaimed an XFS inode from the inode cache to free memory for another purpose.",
                            "inode_operation_attribute_changes_total",
                            "Number of times the OS explicitly changed the attributes of an XFS inode."),
            "rw",
                    metrics(
                            // The first number counts writes.
                            "write_calls_total", "Number of write(2) system calls made to files in a filesystem.",
                            "read_calls_total", "Number of read(2) system calls made to files in a filesystem."),
            "vnodes",
                    metrics(
                            "vnode_active_total", "Number of vnodes not on free lists for a filesystem.",
                            "vnode_allocate_total", "Number of times vn_alloc called for a filesystem.",
                            "vnode_get_total", "Number of times vn_get called for a filesystem.",
                            "vnode_hold_total", "Number of times vn_hold called for a filesystem.",
                            "vnode_release_total", "Number of times vn_rele called for a filesystem.",
                            "vnode_reclaim_total", "Number of times vn_reclaim called for a filesystem.",
                            "vnode_remove_total", "Number of times vn_remove called for a filesystem."));

    /** The numbers of the lines in {@link #LINES}, by the lines' first words. */
    static Map<String, double[]> parse(KernelText text) throws IOException {
        Map<String, double[]> lines = new HashMap<>();
        text.eachLine(() -> {
            String[] metrics = text.nextField() ? LINES.get(text.field()) : null;
            if (metrics == null) {
                return;
            }
            String name = text.field();
            double[] values = new double[metrics.length / 2];
            int present = text.fieldCount() - 1;
            // Some kernels also count free vnodes.
            if (present != values.length && !(name.equals("vnodes") && present == values.length + 1)) {
                throw text.malformed("expected " + values.length + " numbers, got " + present);
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = text.nextUnsignedOrNaN();
            }
            lines.put(name, values);
        });
        if (lines.isEmpty()) {
            throw text.without("a line of XFS statistics");
        }
        return lines;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (SysFolder device : host.sys("fs/xfs").list().folders("*")) {
            host.attempt(() -> {
                Optional<KernelText> text = host.textIfPresent(device.path("stats/stats"));
                if (text.isPresent()) {
                    emit(out, device.name(), parse(text.get()));
                }
            });
        }
    }

    private static void emit(MetricSink out, String device, Map<String, double[]> lines) {
        lines.forEach((line, values) -> {
            String[] metrics = LINES.get(line);
            for (int i = 0; i < values.length; i++) {
                out.addIfRead(MetricType.COUNTER, metrics[2 * i], metrics[2 * i + 1], values[i], "device", device);
            }
        });
    }

    private static String[] metrics(String... namesAndHelps) {
        for (int i = 0; i < namesAndHelps.length; i += 2) {
            namesAndHelps[i] = "node_xfs_" + namesAndHelps[i];
        }
        return namesAndHelps;
    }
}
