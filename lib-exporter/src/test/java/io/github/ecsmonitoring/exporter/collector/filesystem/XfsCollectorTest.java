package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XfsCollectorTest {
    private static final String STATS = "sys/fs/xfs/nvme0n1p1/stats/stats";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo(Sysfs.resource("xfs.txt"));
    }

    @Test
    void exposesNothingWithoutXfs() throws IOException {
        assertThat(collector(new Machine(folder)).page()).isEmpty();
    }

    @Test
    void parsesOlderKernelsAndOmitsMissingLines() throws IOException {
        assertThat(collector(new Machine(folder).with(STATS, "rw 1 2\r\nvnodes 1 2 3 4 5 6 7\r\n"))
                        .samples())
                .isEqualTo("""
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
    void leavesOutMissingAndMalformedFields() throws IOException {
        assertLeavesOut("", ": expected a line of XFS statistics, found none");
        assertLeavesOut("\0\1\2", ": expected a line of XFS statistics, found none");
        assertLeavesOut("abt 1 2 3\n", ":1: expected 4 numbers, got 3 in \"abt 1 2 3\"");
        assertLeavesOut("rw 1 2\nabt 1 2 3 x\n", ":2: expected an unsigned number, got \"x\" in \"abt 1 2 3 x\"");
        assertLeavesOut(
                "rw 1 18446744073709551616\n",
                ":1: expected an unsigned number, got \"18446744073709551616\" in \"rw 1 18446744073709551616\"");
        assertLeavesOut("vnodes 1 2 3 4 5 6 7 8 9\n", ":1: expected 7 numbers, got 9 in \"vnodes 1 2 3 4 5 6 7 8 9\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("abt 1 2 3 4\nrw 1 2\nvnodes 1 2 3 4 5 6 7 8\n", XfsCollector::parse);
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with(STATS, text);
        assertThat(collector(machine).error()).endsWith(STATS + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder).with(STATS, """
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
                        """).with("sys/fs/xfs/stats/stats", "extent_alloc 0 0 0 0\n");
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new XfsCollector());
    }
}
