package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BcachefsCollectorTest {
    private static final String FS = "sys/fs/bcachefs/2f2c9a0e-31f1/";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo("""
                # HELP node_bcachefs_btree_cache_size_bytes Btree cache memory usage in bytes.
                # TYPE node_bcachefs_btree_cache_size_bytes gauge
                node_bcachefs_btree_cache_size_bytes{uuid="2f2c9a0e-31f1"} 2.22298112e+08
                # HELP node_bcachefs_btree_write_average_size_bytes Average btree write size by type.
                # TYPE node_bcachefs_btree_write_average_size_bytes gauge
                node_bcachefs_btree_write_average_size_bytes{type="initial",uuid="2f2c9a0e-31f1"} 102400
                node_bcachefs_btree_write_average_size_bytes{type="interior",uuid="2f2c9a0e-31f1"} 1290
                # HELP node_bcachefs_btree_writes_total Number of btree writes by type.
                # TYPE node_bcachefs_btree_writes_total counter
                node_bcachefs_btree_writes_total{type="initial",uuid="2f2c9a0e-31f1"} 3.298401e+06
                node_bcachefs_btree_writes_total{type="interior",uuid="2f2c9a0e-31f1"} 3.035363e+06
                # HELP node_bcachefs_compression_compressed_bytes Compressed size by algorithm.
                # TYPE node_bcachefs_compression_compressed_bytes gauge
                node_bcachefs_compression_compressed_bytes{algorithm="incompressible",uuid="2f2c9a0e-31f1"} 1.187472557998e+13
                node_bcachefs_compression_compressed_bytes{algorithm="lz4",uuid="2f2c9a0e-31f1"} 5.2505975193e+10
                # HELP node_bcachefs_compression_uncompressed_bytes Uncompressed size by algorithm.
                # TYPE node_bcachefs_compression_uncompressed_bytes gauge
                node_bcachefs_compression_uncompressed_bytes{algorithm="incompressible",uuid="2f2c9a0e-31f1"} 1.187472557998e+13
                node_bcachefs_compression_uncompressed_bytes{algorithm="lz4",uuid="2f2c9a0e-31f1"} 7.6450417868e+10
                # HELP node_bcachefs_data_read_total Bcachefs counter data_read since filesystem creation.
                # TYPE node_bcachefs_data_read_total counter
                node_bcachefs_data_read_total{uuid="2f2c9a0e-31f1"} 4.4105502e+07
                # HELP node_bcachefs_device_bucket_size_bytes Bucket size in bytes.
                # TYPE node_bcachefs_device_bucket_size_bytes gauge
                node_bcachefs_device_bucket_size_bytes{device="0",uuid="2f2c9a0e-31f1"} 524288
                # HELP node_bcachefs_device_buckets Total number of buckets.
                # TYPE node_bcachefs_device_buckets gauge
                node_bcachefs_device_buckets{device="0",uuid="2f2c9a0e-31f1"} 7.630895e+06
                # HELP node_bcachefs_device_durability Device durability setting.
                # TYPE node_bcachefs_device_durability gauge
                node_bcachefs_device_durability{device="0",uuid="2f2c9a0e-31f1"} 1
                # HELP node_bcachefs_device_info Device information.
                # TYPE node_bcachefs_device_info gauge
                node_bcachefs_device_info{device="0",label="ssd.ssd1",state="rw",uuid="2f2c9a0e-31f1"} 1
                # HELP node_bcachefs_device_io_done_bytes_total IO bytes by operation type and data type.
                # TYPE node_bcachefs_device_io_done_bytes_total counter
                node_bcachefs_device_io_done_bytes_total{data_type="sb",device="0",operation="read",uuid="2f2c9a0e-31f1"} 86016
                node_bcachefs_device_io_done_bytes_total{data_type="user",device="0",operation="read",uuid="2f2c9a0e-31f1"} \
                1.02313054208e+11
                node_bcachefs_device_io_done_bytes_total{data_type="user",device="0",operation="write",uuid="2f2c9a0e-31f1"} \
                1.8446744073709552e+19
                # HELP node_bcachefs_device_io_errors_total IO errors by error type.
                # TYPE node_bcachefs_device_io_errors_total counter
                node_bcachefs_device_io_errors_total{device="0",type="checksum",uuid="2f2c9a0e-31f1"} 5
                node_bcachefs_device_io_errors_total{device="0",type="read",uuid="2f2c9a0e-31f1"} 197416
                # HELP node_bcachefs_errors_total Error count by error type.
                # TYPE node_bcachefs_errors_total counter
                node_bcachefs_errors_total{error_type="bset_bad_csum",uuid="2f2c9a0e-31f1"} 2
                node_bcachefs_errors_total{error_type="subvol_missing",uuid="2f2c9a0e-31f1"} 194
                # HELP node_bcachefs_info Filesystem information.
                # TYPE node_bcachefs_info gauge
                node_bcachefs_info{uuid="2f2c9a0e-31f1"} 1
                # HELP node_bcachefs_journal_full_total Bcachefs counter journal-full since filesystem creation.
                # TYPE node_bcachefs_journal_full_total counter
                node_bcachefs_journal_full_total{uuid="2f2c9a0e-31f1"} 1.572864e+06
                """);
    }

    @Test
    void hasNoDataWithoutAMountedBcachefs() throws IOException {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("no bcachefs is mounted");
        Machine empty = new Machine(folder).with("sys/fs/bcachefs/not_a_folder", "");
        assertThatThrownBy(() -> collector(empty).page()).isInstanceOf(NoDataException.class);
    }

    @Test
    void omitsFilesThatTheVersionDoesNotHave() throws IOException {
        Machine machine = machine()
                .without(FS + "errors")
                .without(FS + "dev-0/label")
                .without(FS + "dev-0/nbuckets")
                .with(FS + "compression_stats", "type\nlz4 1\n")
                .with(FS + "counters/data_read", "since mount: 1\n");
        assertThat(collector(machine).samples())
                .contains("label=\"\"", "node_bcachefs_device_durability", "journal_full")
                .doesNotContain("errors_total{error_type", "device_buckets", "compression", "data_read");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("dev-0/nbuckets", "many", "/nbuckets: expected a whole number, got \"many\"");
        assertLeavesOut(
                "dev-0/io_done",
                "read:\nuser : 18446744073709551616\n",
                "/io_done:2: expected an unsigned number, got \"18446744073709551616\" in \"user : 18446744073709551616\"");
        assertLeavesOut(
                "errors",
                "bset_bad_csum x\n",
                "/errors:1: expected an unsigned number, got \"x\" in \"bset_bad_csum x\"");
        assertLeavesOut(
                "btree_write_stats",
                "nr\r\ninitial: 1 y\r\n",
                "/btree_write_stats:2: expected a number, got \"y\" in \"initial: 1 y\"");
        assertLeavesOut(
                "counters/fsync",
                "",
                "/counters/fsync: expected a line \"since filesystem creation: number\", found none");
        assertLeavesOut(
                "counters/fsync",
                "\0\1\2",
                "/counters/fsync: expected a line \"since filesystem creation: number\", found none");
        assertLeavesOut(
                "counters/fsync",
                "since filesystem creation:",
                "expected a field, got the end of the line in \"since filesystem creation:\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("since mount: 1\nsince filesystem creation: 1.5M\n", BcachefsCollector::parseCounter);
    }

    private void assertLeavesOut(String file, String text, String message) throws IOException {
        Machine machine = machine().with(FS + file, text);
        assertThat(collector(machine).error()).endsWith(message);
        assertThat(collector(machine).samples()).contains("info{");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with(FS + "btree_cache_size", "212M\n")
                .with(FS + "compression_stats", """
                        type          compressed    uncompressed     average extent size
                        lz4               48.9G           71.2G                   62.5k
                        incompressible:   10.8T           10.8T                   90.4k
                        """)
                .with(FS + "errors", """
                        bset_bad_csum 2 1767112063
                        subvol_missing 194
                        """)
                .with(FS + "counters/data_read", """
                        since mount:                   39816825
                        since filesystem creation:     44105502
                        """)
                .with(FS + "counters/journal-full", """
                        since mount:                   1
                        since filesystem creation:     1.5M
                        """)
                .with(FS + "btree_write_stats", """
                                           nr        size
                        initial:           3298401   100k
                        interior:          3035363   1.26k
                        """)
                .with(FS + "dev-0/label", "ssd.ssd1\n")
                .with(FS + "dev-0/state", "rw\n")
                .with(FS + "dev-0/bucket_size", "512k\n")
                .with(FS + "dev-0/nbuckets", "7630895\n")
                .with(FS + "dev-0/durability", "1\n")
                .with(FS + "dev-0/io_done", """
                        read:
                        sb          :       86016
                        user        :102313054208
                        write:
                        user        :18446744073709551615
                        """)
                .with(FS + "dev-0/io_errors", """
                        IO errors since filesystem creation
                          read:    197416
                          checksum:5
                        IO errors since 8 y ago
                          read:    7
                        """);
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new BcachefsCollector());
    }
}
