package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZoneinfoCollectorTest {
    static final String TEXT = """
            Node 0, zone      DMA
              per-node stats
                  nr_inactive_anon 87369
                  nr_active_anon 395
                  nr_inactive_file 355321
                  nr_active_file 218217
                  nr_unevictable 6641
                  nr_slab_reclaimable 117892
                  nr_slab_unreclaimable 12454
                  nr_isolated_anon 1
                  nr_isolated_file 2
                  workingset_nodes 41676
                  nr_anon_pages 91291
                  nr_mapped    34456
                  nr_file_pages 576762
                  nr_dirty     262
                  nr_writeback 3
                  nr_shmem     3194
                  nr_anon_transparent_hugepages 4
                  nr_dirtied   2532084
                  nr_written   2372786
                  nr_kernel_stack 3040
              pages free     3840
                    boost    0
                    min      24
                    low      30
                    high     36
                    promo    42
                    scanned  5
                    spanned  4095
                    present  3998
                    managed  3840
                    cma      0
                    protection: (0, 3017, 10441)
                  nr_free_pages 3840
                  nr_mlock_stack 6
                  numa_hit     7
                  numa_miss    8
                  numa_foreign 9
                  numa_interleave 10
                  numa_local   11
                  numa_other   12
              pagesets
                cpu: 0
                          count:    13
                          high:     14
              vm stats threshold: 4
              node_unreclaimable:  0
              start_pfn:           1
            Node 1, zone  Movable
              pages free     0
                    min      9223372036854775807
                    protection: (0, 0, 0)
            """;

    @TempDir
    Path folder;

    @Test
    void exposesPagesByNodeAndZone() throws IOException {
        Machine machine = new Machine(folder).with("proc/zoneinfo", TEXT);
        assertThat(machine.collector(new ZoneinfoCollector()).page()).isEqualTo("""
                # HELP node_zoneinfo_high_pages Zone watermark pages_high
                # TYPE node_zoneinfo_high_pages gauge
                node_zoneinfo_high_pages{node="0",zone="DMA"} 36
                # HELP node_zoneinfo_low_pages Zone watermark pages_low
                # TYPE node_zoneinfo_low_pages gauge
                node_zoneinfo_low_pages{node="0",zone="DMA"} 30
                # HELP node_zoneinfo_managed_pages Present pages managed by the buddy system
                # TYPE node_zoneinfo_managed_pages gauge
                node_zoneinfo_managed_pages{node="0",zone="DMA"} 3840
                # HELP node_zoneinfo_min_pages Zone watermark pages_min
                # TYPE node_zoneinfo_min_pages gauge
                node_zoneinfo_min_pages{node="0",zone="DMA"} 24
                node_zoneinfo_min_pages{node="1",zone="Movable"} 9.223372036854776e+18
                # HELP node_zoneinfo_nr_active_anon_pages Number of anonymous pages recently more used
                # TYPE node_zoneinfo_nr_active_anon_pages gauge
                node_zoneinfo_nr_active_anon_pages{node="0",zone="DMA"} 395
                # HELP node_zoneinfo_nr_active_file_pages Number of active pages with file-backing
                # TYPE node_zoneinfo_nr_active_file_pages gauge
                node_zoneinfo_nr_active_file_pages{node="0",zone="DMA"} 218217
                # HELP node_zoneinfo_nr_anon_pages Number of anonymous pages currently used by the system
                # TYPE node_zoneinfo_nr_anon_pages gauge
                node_zoneinfo_nr_anon_pages{node="0",zone="DMA"} 91291
                # HELP node_zoneinfo_nr_anon_transparent_hugepages Number of anonymous transparent huge pages currently used by the system
                # TYPE node_zoneinfo_nr_anon_transparent_hugepages gauge
                node_zoneinfo_nr_anon_transparent_hugepages{node="0",zone="DMA"} 4
                # HELP node_zoneinfo_nr_dirtied_total Page dirtyings since bootup
                # TYPE node_zoneinfo_nr_dirtied_total counter
                node_zoneinfo_nr_dirtied_total{node="0",zone="DMA"} 2.532084e+06
                # HELP node_zoneinfo_nr_dirty_pages Number of dirty pages
                # TYPE node_zoneinfo_nr_dirty_pages gauge
                node_zoneinfo_nr_dirty_pages{node="0",zone="DMA"} 262
                # HELP node_zoneinfo_nr_file_pages Number of file pages
                # TYPE node_zoneinfo_nr_file_pages gauge
                node_zoneinfo_nr_file_pages{node="0",zone="DMA"} 576762
                # HELP node_zoneinfo_nr_free_pages Total number of free pages in the zone
                # TYPE node_zoneinfo_nr_free_pages gauge
                node_zoneinfo_nr_free_pages{node="0",zone="DMA"} 3840
                # HELP node_zoneinfo_nr_inactive_anon_pages Number of anonymous pages recently less used
                # TYPE node_zoneinfo_nr_inactive_anon_pages gauge
                node_zoneinfo_nr_inactive_anon_pages{node="0",zone="DMA"} 87369
                # HELP node_zoneinfo_nr_inactive_file_pages Number of inactive pages with file-backing
                # TYPE node_zoneinfo_nr_inactive_file_pages gauge
                node_zoneinfo_nr_inactive_file_pages{node="0",zone="DMA"} 355321
                # HELP node_zoneinfo_nr_isolated_anon_pages Temporary isolated pages from anon lru
                # TYPE node_zoneinfo_nr_isolated_anon_pages gauge
                node_zoneinfo_nr_isolated_anon_pages{node="0",zone="DMA"} 1
                # HELP node_zoneinfo_nr_isolated_file_pages Temporary isolated pages from file lru
                # TYPE node_zoneinfo_nr_isolated_file_pages gauge
                node_zoneinfo_nr_isolated_file_pages{node="0",zone="DMA"} 2
                # HELP node_zoneinfo_nr_kernel_stacks Number of kernel stacks
                # TYPE node_zoneinfo_nr_kernel_stacks gauge
                node_zoneinfo_nr_kernel_stacks{node="0",zone="DMA"} 3040
                # HELP node_zoneinfo_nr_mapped_pages Number of mapped pages
                # TYPE node_zoneinfo_nr_mapped_pages gauge
                node_zoneinfo_nr_mapped_pages{node="0",zone="DMA"} 34456
                # HELP node_zoneinfo_nr_mlock_stack_pages mlock()ed pages found and moved off LRU
                # TYPE node_zoneinfo_nr_mlock_stack_pages gauge
                node_zoneinfo_nr_mlock_stack_pages{node="0",zone="DMA"} 6
                # HELP node_zoneinfo_nr_shmem_pages Number of shmem pages (included tmpfs/GEM pages)
                # TYPE node_zoneinfo_nr_shmem_pages gauge
                node_zoneinfo_nr_shmem_pages{node="0",zone="DMA"} 3194
                # HELP node_zoneinfo_nr_slab_reclaimable_pages Number of reclaimable slab pages
                # TYPE node_zoneinfo_nr_slab_reclaimable_pages gauge
                node_zoneinfo_nr_slab_reclaimable_pages{node="0",zone="DMA"} 117892
                # HELP node_zoneinfo_nr_slab_unreclaimable_pages Number of unreclaimable slab pages
                # TYPE node_zoneinfo_nr_slab_unreclaimable_pages gauge
                node_zoneinfo_nr_slab_unreclaimable_pages{node="0",zone="DMA"} 12454
                # HELP node_zoneinfo_nr_unevictable_pages Number of unevictable pages
                # TYPE node_zoneinfo_nr_unevictable_pages gauge
                node_zoneinfo_nr_unevictable_pages{node="0",zone="DMA"} 6641
                # HELP node_zoneinfo_nr_writeback_pages Number of writeback pages
                # TYPE node_zoneinfo_nr_writeback_pages gauge
                node_zoneinfo_nr_writeback_pages{node="0",zone="DMA"} 3
                # HELP node_zoneinfo_nr_written_total Page writings since bootup
                # TYPE node_zoneinfo_nr_written_total counter
                node_zoneinfo_nr_written_total{node="0",zone="DMA"} 2.372786e+06
                # HELP node_zoneinfo_numa_foreign_total Was intended here, hit elsewhere
                # TYPE node_zoneinfo_numa_foreign_total counter
                node_zoneinfo_numa_foreign_total{node="0",zone="DMA"} 9
                # HELP node_zoneinfo_numa_hit_total Allocated in intended node
                # TYPE node_zoneinfo_numa_hit_total counter
                node_zoneinfo_numa_hit_total{node="0",zone="DMA"} 7
                # HELP node_zoneinfo_numa_interleave_total Interleaver preferred this zone
                # TYPE node_zoneinfo_numa_interleave_total counter
                node_zoneinfo_numa_interleave_total{node="0",zone="DMA"} 10
                # HELP node_zoneinfo_numa_local_total Allocation from local node
                # TYPE node_zoneinfo_numa_local_total counter
                node_zoneinfo_numa_local_total{node="0",zone="DMA"} 11
                # HELP node_zoneinfo_numa_miss_total Allocated in non intended node
                # TYPE node_zoneinfo_numa_miss_total counter
                node_zoneinfo_numa_miss_total{node="0",zone="DMA"} 8
                # HELP node_zoneinfo_numa_other_total Allocation from other node
                # TYPE node_zoneinfo_numa_other_total counter
                node_zoneinfo_numa_other_total{node="0",zone="DMA"} 12
                # HELP node_zoneinfo_present_pages Physical pages existing within the zone
                # TYPE node_zoneinfo_present_pages gauge
                node_zoneinfo_present_pages{node="0",zone="DMA"} 3998
                # HELP node_zoneinfo_protection_0 Protection array 0. field
                # TYPE node_zoneinfo_protection_0 gauge
                node_zoneinfo_protection_0{node="0",zone="DMA"} 0
                node_zoneinfo_protection_0{node="1",zone="Movable"} 0
                # HELP node_zoneinfo_protection_1 Protection array 1. field
                # TYPE node_zoneinfo_protection_1 gauge
                node_zoneinfo_protection_1{node="0",zone="DMA"} 3017
                node_zoneinfo_protection_1{node="1",zone="Movable"} 0
                # HELP node_zoneinfo_protection_2 Protection array 2. field
                # TYPE node_zoneinfo_protection_2 gauge
                node_zoneinfo_protection_2{node="0",zone="DMA"} 10441
                node_zoneinfo_protection_2{node="1",zone="Movable"} 0
                # HELP node_zoneinfo_scanned_pages Pages scanned since last reclaim
                # TYPE node_zoneinfo_scanned_pages gauge
                node_zoneinfo_scanned_pages{node="0",zone="DMA"} 5
                # HELP node_zoneinfo_spanned_pages Total pages spanned by the zone, including holes
                # TYPE node_zoneinfo_spanned_pages gauge
                node_zoneinfo_spanned_pages{node="0",zone="DMA"} 4095
                """);
    }

    @Test
    void exposesNothingForAnEmptyFile() throws IOException {
        Machine machine = new Machine(folder).with("proc/zoneinfo", "");
        assertThat(machine.collector(new ZoneinfoCollector()).page()).isEmpty();
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("  min 24\n", "/proc/zoneinfo:1: expected \"Node 0, zone name\" in \"  min 24\"");
        assertLeavesOut(
                "Node 0, zone DMA\nx 0, zone DMA32\n",
                "/proc/zoneinfo:2: expected \"Node 0, zone name\" in \"x 0, zone DMA32\"");
        assertLeavesOut(
                "Node 0, zone\n", "/proc/zoneinfo:1: expected a field, got the end of the line in \"Node 0, zone\"");
        assertLeavesOut(
                "Node 0, zone DMA\r\n  min x\r\n",
                "/proc/zoneinfo:2: expected an unsigned number, got \"x\" in \"  min x\"");
        assertLeavesOut(
                "Node 0, zone DMA\n min",
                "/proc/zoneinfo:2: expected an unsigned number, got the end of the line in \" min\"");
        assertLeavesOut(
                "Node 0, zone DMA\n protection: (0, x)",
                "/proc/zoneinfo:2: expected a number of pages, got \"x)\" in \" protection: (0, x)\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/zoneinfo", text);
        assertThat(machine.collector(new ZoneinfoCollector()).error()).isEqualTo(folder + message);
    }
}
