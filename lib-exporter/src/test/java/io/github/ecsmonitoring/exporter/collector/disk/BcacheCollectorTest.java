package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BcacheCollectorTest {
    private static final String SET = "sys/fs/bcache/6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11/";
    private static final String READAHEADS = "bdev0/stats_total/cache_readaheads";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine(), "--collector.bcache.priorityStats").page())
                .isEqualTo("""
                # HELP node_bcache_active_journal_entries Number of journal entries that are newer than the index.
                # TYPE node_bcache_active_journal_entries gauge
                node_bcache_active_journal_entries{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 3
                # HELP node_bcache_average_key_size_sectors Average data per key in the btree (sectors).
                # TYPE node_bcache_average_key_size_sectors gauge
                node_bcache_average_key_size_sectors{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 7
                # HELP node_bcache_btree_cache_size_bytes Amount of memory currently used by the btree cache.
                # TYPE node_bcache_btree_cache_size_bytes gauge
                node_bcache_btree_cache_size_bytes{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1.560576e+06
                # HELP node_bcache_btree_nodes Total nodes in the btree.
                # TYPE node_bcache_btree_nodes gauge
                node_bcache_btree_nodes{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 18
                # HELP node_bcache_btree_read_average_duration_seconds Average btree read duration.
                # TYPE node_bcache_btree_read_average_duration_seconds gauge
                node_bcache_btree_read_average_duration_seconds{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1.305e-06
                # HELP node_bcache_bypassed_bytes_total Amount of IO (both reads and writes) that has bypassed the cache.
                # TYPE node_bcache_bypassed_bytes_total counter
                node_bcache_bypassed_bytes_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 5.218304e+06
                # HELP node_bcache_cache_available_percent Percentage of cache device without dirty data, usable for writeback (may \
                contain clean cached data).
                # TYPE node_bcache_cache_available_percent gauge
                node_bcache_cache_available_percent{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 93
                # HELP node_bcache_cache_bypass_hits_total Hits for IO intended to skip the cache.
                # TYPE node_bcache_cache_bypass_hits_total counter
                node_bcache_cache_bypass_hits_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 5
                # HELP node_bcache_cache_bypass_misses_total Misses for IO intended to skip the cache.
                # TYPE node_bcache_cache_bypass_misses_total counter
                node_bcache_cache_bypass_misses_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 6
                # HELP node_bcache_cache_hits_total Hits counted per individual IO as bcache sees them.
                # TYPE node_bcache_cache_hits_total counter
                node_bcache_cache_hits_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 9.007199254740991e+15
                # HELP node_bcache_cache_miss_collisions_total Instances where data insertion from cache miss raced with write (data \
                already present).
                # TYPE node_bcache_cache_miss_collisions_total counter
                node_bcache_cache_miss_collisions_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1
                # HELP node_bcache_cache_misses_total Misses counted per individual IO as bcache sees them.
                # TYPE node_bcache_cache_misses_total counter
                node_bcache_cache_misses_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 70
                # HELP node_bcache_cache_read_races_total Counts instances where while data was being read from the cache, the bucket was \
                reused and invalidated - i.e. where the pointer was stale after the read completed.
                # TYPE node_bcache_cache_read_races_total counter
                node_bcache_cache_read_races_total{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 2
                # HELP node_bcache_cache_readaheads_total Count of times readahead occurred.
                # TYPE node_bcache_cache_readaheads_total counter
                node_bcache_cache_readaheads_total{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 13
                # HELP node_bcache_congested Congestion.
                # TYPE node_bcache_congested gauge
                node_bcache_congested{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 0
                # HELP node_bcache_dirty_data_bytes Amount of dirty data for this backing device in the cache.
                # TYPE node_bcache_dirty_data_bytes gauge
                node_bcache_dirty_data_bytes{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 2.189426688e+10
                # HELP node_bcache_dirty_target_bytes Current dirty data target threshold for this backing device in bytes.
                # TYPE node_bcache_dirty_target_bytes gauge
                node_bcache_dirty_target_bytes{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 2.199912448e+10
                # HELP node_bcache_io_errors Number of errors that have occurred, decayed by io_error_halflife.
                # TYPE node_bcache_io_errors gauge
                node_bcache_io_errors{cache_device="cache0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 0
                # HELP node_bcache_metadata_written_bytes_total Sum of all non data writes (btree writes and all other metadata).
                # TYPE node_bcache_metadata_written_bytes_total counter
                node_bcache_metadata_written_bytes_total{cache_device="cache0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 524288
                # HELP node_bcache_priority_stats_metadata_percent Bcache's metadata overhead.
                # TYPE node_bcache_priority_stats_metadata_percent gauge
                node_bcache_priority_stats_metadata_percent{cache_device="cache0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1
                # HELP node_bcache_priority_stats_unused_percent The percentage of the cache that doesn't contain any data.
                # TYPE node_bcache_priority_stats_unused_percent gauge
                node_bcache_priority_stats_unused_percent{cache_device="cache0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 99
                # HELP node_bcache_root_usage_percent Percentage of the root btree node in use (tree depth increases if too high).
                # TYPE node_bcache_root_usage_percent gauge
                node_bcache_root_usage_percent{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 11
                # HELP node_bcache_tree_depth Depth of the btree.
                # TYPE node_bcache_tree_depth gauge
                node_bcache_tree_depth{uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1
                # HELP node_bcache_writeback_change Last writeback rate change step for this backing device.
                # TYPE node_bcache_writeback_change gauge
                node_bcache_writeback_change{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} -329204
                # HELP node_bcache_writeback_rate Current writeback rate for this backing device in bytes.
                # TYPE node_bcache_writeback_rate gauge
                node_bcache_writeback_rate{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 1.150976e+06
                # HELP node_bcache_writeback_rate_integral_term Current result of integral controller, part of writeback rate
                # TYPE node_bcache_writeback_rate_integral_term gauge
                node_bcache_writeback_rate_integral_term{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 808960
                # HELP node_bcache_writeback_rate_proportional_term Current result of proportional controller, part of writeback rate
                # TYPE node_bcache_writeback_rate_proportional_term gauge
                node_bcache_writeback_rate_proportional_term{backing_device="bdev0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} -437748
                # HELP node_bcache_written_bytes_total Sum of all data that has been written to the cache.
                # TYPE node_bcache_written_bytes_total counter
                node_bcache_written_bytes_total{cache_device="cache0",uuid="6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11"} 2.306397437952e+12
                """);
    }

    @Test
    void exposesPriorityStatsOnlyWithTheFlag() throws IOException {
        assertThat(collector(machine()).samples()).doesNotContain("priority").contains("written_bytes_total");
    }

    @Test
    void exposesNothingWithoutBcache() throws IOException {
        assertThat(collector(new Machine(folder)).page()).isEmpty();
    }

    @Test
    void omitsFilesThatTheKernelDoesNotHave() throws IOException {
        Machine machine = machine()
                .without(SET + "tree_depth")
                .without(SET + "bdev0/writeback_rate_debug")
                .with(SET + READAHEADS, "0");
        assertThat(collector(machine).samples())
                .contains("average_key_size")
                .doesNotContain("tree_depth", "writeback", "dirty_target", "readaheads");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "the file is empty");
        assertLeavesOut("x\n", "1: expected a number, got \"x\" in \"x\"");
        assertLeavesOut("1.5Q\n", "1: expected a number, got \"1.5Q\" in \"1.5Q\"");
        assertLeavesOut("k\n", "1: expected a number, got \"k\" in \"k\"");
        assertLeavesOut("\0\1\n", "1: expected a number, got \"\0\1\" in \"\0\1\"");
        assertLeavesOut("9.9Y\n", "1: expected a number of up to 64 bits, got \"9.9Y\" in \"9.9Y\"");
        Machine machine = machine().with(SET + "bdev0/writeback_rate_debug", "rate:\n");
        assertThat(collector(machine).error())
                .endsWith("writeback_rate_debug:1: expected a field, got the end of the line in \"rate:\"");
    }

    @Test
    void acceptsCarriageReturnsAtLineEnds() throws IOException {
        Machine machine = machine()
                .with(SET + "congested", "18446744073709551615\r\n")
                .with(SET + "cache0/priority_stats", "Unused:\t98%\r\n");
        assertThat(collector(machine, "--collector.bcache.priorityStats").samples())
                .contains(
                        "node_bcache_congested{uuid=\"6c1a3a56-7c21-4a38-a1d6-0f8b6f2c1c11\"} 1.8446744073709552e+19\n")
                .contains("unused_percent{", "} 98\n");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words(
                "rate: 1.1M/sec\nchange: -321.5k/sec\n",
                text -> BcacheCollector.parse(text, List.of("rate:", "change:"), "/sec"));
    }

    private void assertLeavesOut(String treeDepth, String message) throws IOException {
        Machine machine = machine().with(SET + "tree_depth", treeDepth);
        assertThat(collector(machine).error()).contains("/tree_depth:").endsWith(message);
        assertThat(collector(machine).samples())
                .contains("node_bcache_congested")
                .doesNotContain("tree_depth");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with(SET + "average_key_size", "7\n")
                .with(SET + "btree_cache_size", "1.5M\n")
                .with(SET + "cache_available_percent", "93\n")
                .with(SET + "congested", "0\n")
                .with(SET + "root_usage_percent", "11\n")
                .with(SET + "tree_depth", "1\n")
                .with(SET + "internal/active_journal_entries", "3\n")
                .with(SET + "internal/btree_nodes", "18\n")
                .with(SET + "internal/btree_read_average_duration_us", "1305\n")
                .with(SET + "internal/cache_read_races", "2\n")
                .with(SET + "bdev0/dirty_data", "20.4G\n")
                .with(SET + "bdev0/stats_total/bypassed", "4.10M\n")
                .with(SET + "bdev0/stats_total/cache_hits", "9007199254740991\n")
                .with(SET + "bdev0/stats_total/cache_misses", "70\n")
                .with(SET + "bdev0/stats_total/cache_bypass_hits", "5\n")
                .with(SET + "bdev0/stats_total/cache_bypass_misses", "6\n")
                .with(SET + "bdev0/stats_total/cache_miss_collisions", "1\n")
                .with(SET + "bdev0/stats_total/cache_readaheads", "13\n")
                .with(SET + "cache0/io_errors", "0\n")
                .with(SET + "cache0/metadata_written", "512.0k\n")
                .with(SET + "cache0/written", "2.1T\n")
                .with(SET + "bdev0/writeback_rate_debug", """
                        rate:           1.1M/sec
                        dirty:          20.4G
                        target:         20.5G
                        proportional:   -427.5k
                        integral:       790.0k
                        change:         -321.5k/sec
                        next io:        17ms
                        """)
                .with(SET + "cache0/priority_stats", """
                        Unused:         99%
                        Clean:          0%
                        Dirty:          0%
                        Metadata:       1%
                        Average:        49
                        """);
    }

    private static MachineCollector collector(Machine machine, String... commandLine) {
        return machine.collector(BcacheCollector::declare, commandLine);
    }
}
