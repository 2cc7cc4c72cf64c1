package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XfsCollectorTest {
    @TempDir
    Path folder;

    @Test
    void showsTheWholePage() throws IOException {
        assertThat(Machine.page(collector(machine()))).isEqualTo("""
                # HELP node_xfs_allocation_btree_compares_total Number of allocation B-tree compares for a filesystem.
                # TYPE node_xfs_allocation_btree_compares_total counter
                node_xfs_allocation_btree_compares_total{device="nvme0n1p1"} 9
                # HELP node_xfs_allocation_btree_lookups_total Number of allocation B-tree lookups for a filesystem.
                # TYPE node_xfs_allocation_btree_lookups_total counter
                node_xfs_allocation_btree_lookups_total{device="nvme0n1p1"} 8
                # HELP node_xfs_allocation_btree_records_deleted_total Number of allocation B-tree records deleted for a filesystem.
                # TYPE node_xfs_allocation_btree_records_deleted_total counter
                node_xfs_allocation_btree_records_deleted_total{device="nvme0n1p1"} 11
                # HELP node_xfs_allocation_btree_records_inserted_total Number of allocation B-tree records inserted for a filesystem.
                # TYPE node_xfs_allocation_btree_records_inserted_total counter
                node_xfs_allocation_btree_records_inserted_total{device="nvme0n1p1"} 10
                # HELP node_xfs_block_map_btree_compares_total Number of block map B-tree compares for a filesystem.
                # TYPE node_xfs_block_map_btree_compares_total counter
                node_xfs_block_map_btree_compares_total{device="nvme0n1p1"} 20
                # HELP node_xfs_block_map_btree_lookups_total Number of block map B-tree lookups for a filesystem.
                # TYPE node_xfs_block_map_btree_lookups_total counter
                node_xfs_block_map_btree_lookups_total{device="nvme0n1p1"} 19
                # HELP node_xfs_block_map_btree_records_deleted_total Number of block map B-tree records deleted for a filesystem.
                # TYPE node_xfs_block_map_btree_records_deleted_total counter
                node_xfs_block_map_btree_records_deleted_total{device="nvme0n1p1"} 22
                # HELP node_xfs_block_map_btree_records_inserted_total Number of block map B-tree records inserted for a filesystem.
                # TYPE node_xfs_block_map_btree_records_inserted_total counter
                node_xfs_block_map_btree_records_inserted_total{device="nvme0n1p1"} 21
                # HELP node_xfs_block_mapping_extent_list_compares_total Number of extent list compares for a filesystem.
                # TYPE node_xfs_block_mapping_extent_list_compares_total counter
                node_xfs_block_mapping_extent_list_compares_total{device="nvme0n1p1"} 18
                # HELP node_xfs_block_mapping_extent_list_deletions_total Number of extent list deletions for a filesystem.
                # TYPE node_xfs_block_mapping_extent_list_deletions_total counter
                node_xfs_block_mapping_extent_list_deletions_total{device="nvme0n1p1"} 16
                # HELP node_xfs_block_mapping_extent_list_insertions_total Number of extent list insertions for a filesystem.
                # TYPE node_xfs_block_mapping_extent_list_insertions_total counter
                node_xfs_block_mapping_extent_list_insertions_total{device="nvme0n1p1"} 15
                # HELP node_xfs_block_mapping_extent_list_lookups_total Number of extent list lookups for a filesystem.
                # TYPE node_xfs_block_mapping_extent_list_lookups_total counter
                node_xfs_block_mapping_extent_list_lookups_total{device="nvme0n1p1"} 17
                # HELP node_xfs_block_mapping_reads_total Number of block map for read operations for a filesystem.
                # TYPE node_xfs_block_mapping_reads_total counter
                node_xfs_block_mapping_reads_total{device="nvme0n1p1"} 12
                # HELP node_xfs_block_mapping_unmaps_total Number of block unmaps (deletes) for a filesystem.
                # TYPE node_xfs_block_mapping_unmaps_total counter
                node_xfs_block_mapping_unmaps_total{device="nvme0n1p1"} 14
                # HELP node_xfs_block_mapping_writes_total Number of block map for write operations for a filesystem.
                # TYPE node_xfs_block_mapping_writes_total counter
                node_xfs_block_mapping_writes_total{device="nvme0n1p1"} 13
                # HELP node_xfs_directory_operation_create_total Number of times a new directory entry was created for a filesystem.
                # TYPE node_xfs_directory_operation_create_total counter
                node_xfs_directory_operation_create_total{device="nvme0n1p1"} 24
                # HELP node_xfs_directory_operation_getdents_total Number of times the directory getdents operation was performed for a \
                filesystem.
                # TYPE node_xfs_directory_operation_getdents_total counter
                node_xfs_directory_operation_getdents_total{device="nvme0n1p1"} 26
                # HELP node_xfs_directory_operation_lookup_total Number of file name directory lookups which miss the operating systems \
                directory name lookup cache.
                # TYPE node_xfs_directory_operation_lookup_total counter
                node_xfs_directory_operation_lookup_total{device="nvme0n1p1"} 23
                # HELP node_xfs_directory_operation_remove_total Number of times an existing directory entry was created for a filesystem.
                # TYPE node_xfs_directory_operation_remove_total counter
                node_xfs_directory_operation_remove_total{device="nvme0n1p1"} 25
                # HELP node_xfs_extent_allocation_blocks_allocated_total Number of blocks allocated for a filesystem.
                # TYPE node_xfs_extent_allocation_blocks_allocated_total counter
                node_xfs_extent_allocation_blocks_allocated_total{device="nvme0n1p1"} 5
                # HELP node_xfs_extent_allocation_blocks_freed_total Number of blocks freed for a filesystem.
                # TYPE node_xfs_extent_allocation_blocks_freed_total counter
                node_xfs_extent_allocation_blocks_freed_total{device="nvme0n1p1"} 7
                # HELP node_xfs_extent_allocation_extents_allocated_total Number of extents allocated for a filesystem.
                # TYPE node_xfs_extent_allocation_extents_allocated_total counter
                node_xfs_extent_allocation_extents_allocated_total{device="nvme0n1p1"} 4
                # HELP node_xfs_extent_allocation_extents_freed_total Number of extents freed for a filesystem.
                # TYPE node_xfs_extent_allocation_extents_freed_total counter
                node_xfs_extent_allocation_extents_freed_total{device="nvme0n1p1"} 6
                # HELP node_xfs_inode_operation_attempts_total Number of times the OS looked for an XFS inode in the inode cache.
                # TYPE node_xfs_inode_operation_attempts_total counter
                node_xfs_inode_operation_attempts_total{device="nvme0n1p1"} 27
                # HELP node_xfs_inode_operation_attribute_changes_total Number of times the OS explicitly changed the attributes of an \
                XFS inode.
                # TYPE node_xfs_inode_operation_attribute_changes_total counter
                node_xfs_inode_operation_attribute_changes_total{device="nvme0n1p1"} 33
                # HELP node_xfs_inode_operation_duplicates_total Number of times the OS tried to add a missing XFS inode to the inode \
                cache, but found it had already been added by another process.
                # TYPE node_xfs_inode_operation_duplicates_total counter
                node_xfs_inode_operation_duplicates_total{device="nvme0n1p1"} 31
                # HELP node_xfs_inode_operation_found_total Number of times the OS looked for and found an XFS inode in the inode cache.
                # TYPE node_xfs_inode_operation_found_total counter
                node_xfs_inode_operation_found_total{device="nvme0n1p1"} 28
                # HELP node_xfs_inode_operation_missed_total Number of times the OS looked for an XFS inode in the cache, but did not \
                find it.
                # TYPE node_xfs_inode_operation_missed_total counter
                node_xfs_inode_operation_missed_total{device="nvme0n1p1"} 30
                # HELP node_xfs_inode_operation_reclaims_total Number of times the OS reclaimed an XFS inode from the inode cache to free \
                memory for another purpose.
                # TYPE node_xfs_inode_operation_reclaims_total counter
                node_xfs_inode_operation_reclaims_total{device="nvme0n1p1"} 32
                # HELP node_xfs_inode_operation_recycled_total Number of times the OS found an XFS inode in the cache, but could not use \
                it as it was being recycled.
                # TYPE node_xfs_inode_operation_recycled_total counter
                node_xfs_inode_operation_recycled_total{device="nvme0n1p1"} 29
                # HELP node_xfs_read_calls_total Number of read(2) system calls made to files in a filesystem.
                # TYPE node_xfs_read_calls_total counter
                node_xfs_read_calls_total{device="nvme0n1p1"} 35
                # HELP node_xfs_vnode_active_total Number of vnodes not on free lists for a filesystem.
                # TYPE node_xfs_vnode_active_total counter
                node_xfs_vnode_active_total{device="nvme0n1p1"} 36
                # HELP node_xfs_vnode_allocate_total Number of times vn_alloc called for a filesystem.
                # TYPE node_xfs_vnode_allocate_total counter
                node_xfs_vnode_allocate_total{device="nvme0n1p1"} 37
                # HELP node_xfs_vnode_get_total Number of times vn_get called for a filesystem.
                # TYPE node_xfs_vnode_get_total counter
                node_xfs_vnode_get_total{device="nvme0n1p1"} 38
                # HELP node_xfs_vnode_hold_total Number of times vn_hold called for a filesystem.
                # TYPE node_xfs_vnode_hold_total counter
                node_xfs_vnode_hold_total{device="nvme0n1p1"} 39
                # HELP node_xfs_vnode_reclaim_total Number of times vn_reclaim called for a filesystem.
                # TYPE node_xfs_vnode_reclaim_total counter
                node_xfs_vnode_reclaim_total{device="nvme0n1p1"} 41
                # HELP node_xfs_vnode_release_total Number of times vn_rele called for a filesystem.
                # TYPE node_xfs_vnode_release_total counter
                node_xfs_vnode_release_total{device="nvme0n1p1"} 40
                # HELP node_xfs_vnode_remove_total Number of times vn_remove called for a filesystem.
                # TYPE node_xfs_vnode_remove_total counter
                node_xfs_vnode_remove_total{device="nvme0n1p1"} 42
                # HELP node_xfs_write_calls_total Number of write(2) system calls made to files in a filesystem.
                # TYPE node_xfs_write_calls_total counter
                node_xfs_write_calls_total{device="nvme0n1p1"} 34
                """);
    }

    @Test
    void showsNothingOnAMachineWithoutXfs() throws IOException {
        assertThat(Machine.page(collector(new Machine(folder)))).isEmpty();
    }

    @Test
    void readsOlderKernelsAndLeavesOutLinesThatAreNotThere() throws IOException {
        assertThat(Machine.samples(collector(new Machine(folder).with(STATS, "rw 1 2\r\nvnodes 1 2 3 4 5 6 7\r\n")))).isEqualTo("""
                node_xfs_read_calls_total{device="nvme0n1p1"} 2
                node_xfs_vnode_active_total{device="nvme0n1p1"} 1
                node_xfs_vnode_allocate_total{device="nvme0n1p1"} 2
                node_xfs_vnode_get_total{device="nvme0n1p1"} 3
                node_xfs_vnode_hold_total{device="nvme0n1p1"} 4
                node_xfs_vnode_reclaim_total{device="nvme0n1p1"} 6
                node_xfs_vnode_release_total{device="nvme0n1p1"} 5
                node_xfs_vnode_remove_total{device="nvme0n1p1"} 7
                node_xfs_write_calls_total{device="nvme0n1p1"} 1
                """);
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        assertFails("", ": found no line of XFS statistics");
        assertFails("\0\1\2", ": found no line of XFS statistics");
        assertFails("abt 1 2 3\n", ":1: expected 4 numbers, got 3 in \"abt 1 2 3\"");
        assertFails("rw 1 2\nabt 1 2 3 x\n", ":2: expected an unsigned number, got \"x\" in \"abt 1 2 3 x\"");
        assertFails("rw 1 18446744073709551616\n",
                ":1: expected an unsigned number, got \"18446744073709551616\" in \"rw 1 18446744073709551616\"");
        assertFails("vnodes 1 2 3 4 5 6 7 8 9\n", ":1: expected 7 numbers, got 9 in \"vnodes 1 2 3 4 5 6 7 8 9\"");
    }

    private static final String STATS = "sys/fs/xfs/nvme0n1p1/stats/stats";

    private void assertFails(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with(STATS, text);
        assertThatThrownBy(() -> Machine.page(collector(machine))).isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith(STATS + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("sys/fs/xfs/nvme0n1p1/stats/stats", """
                        extent_alloc 4 5 6 7
                        abt 8 9 10 11
                        blk_map 12 13 14 15 16 17 18
                        bmbt 19 20 21 22
                        dir 23 24 25 26
                        trans 0 30 0
                        ig 27 28 29 30 31 32 33
                        log 1 8 0 1 1
                        push_ail 30 0 63 0 0 0 0 0 0 0
                        xstrat 4 0
                        rw 34 35
                        attr 17 0 0 0
                        icluster 0 0 0
                        vnodes 36 37 38 39 40 41 42 43
                        buf 0 0 0 0 0 0 0 0 0
                        xpc 16384 30 18446744073709551615
                        debug 0
                        """)
                .with("sys/fs/xfs/stats/stats", "extent_alloc 0 0 0 0\n");
    }

    private static Collector collector(Machine machine) {
        return machine.collector(flags -> XfsCollector::new);
    }
}
