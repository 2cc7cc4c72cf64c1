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

class ZfsCollectorTest {
    private static final String ZFS = "proc/spl/kstat/zfs/";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo("""
                # HELP node_zfs_arc_hits kstat.zfs.misc.arcstats.hits
                # TYPE node_zfs_arc_hits untyped
                node_zfs_arc_hits 8.772612e+06
                # HELP node_zfs_arc_memory_available_bytes kstat.zfs.misc.arcstats.memory_available_bytes
                # TYPE node_zfs_arc_memory_available_bytes untyped
                node_zfs_arc_memory_available_bytes -9.223372036854776e+17
                # HELP node_zfs_arc_misses kstat.zfs.misc.arcstats.misses
                # TYPE node_zfs_arc_misses untyped
                node_zfs_arc_misses 1.8446744073709552e+19
                # HELP node_zfs_arc_name_with_dash kstat.zfs.misc.arcstats.name-with-dash
                # TYPE node_zfs_arc_name_with_dash untyped
                node_zfs_arc_name_with_dash 7
                # HELP node_zfs_zil_zil_commit_count kstat.zfs.misc.zil.zil_commit_count
                # TYPE node_zfs_zil_zil_commit_count untyped
                node_zfs_zil_zil_commit_count 10
                # HELP node_zfs_zpool_dataset_nwritten kstat.zfs.misc.objset.nwritten
                # TYPE node_zfs_zpool_dataset_nwritten untyped
                node_zfs_zpool_dataset_nwritten{dataset="tank/my files",zpool="tank"} 12302
                # HELP node_zfs_zpool_nread kstat.zfs.misc.io.nread
                # TYPE node_zfs_zpool_nread untyped
                node_zfs_zpool_nread{zpool="tank"} 1.88416e+06
                # HELP node_zfs_zpool_nwritten kstat.zfs.misc.io.nwritten
                # TYPE node_zfs_zpool_nwritten untyped
                node_zfs_zpool_nwritten{zpool="tank"} 3.206144e+06
                # HELP node_zfs_zpool_rcnt kstat.zfs.misc.io.rcnt
                # TYPE node_zfs_zpool_rcnt untyped
                node_zfs_zpool_rcnt{zpool="tank"} 1
                # HELP node_zfs_zpool_reads kstat.zfs.misc.io.reads
                # TYPE node_zfs_zpool_reads untyped
                node_zfs_zpool_reads{zpool="tank"} 22
                # HELP node_zfs_zpool_rlentime kstat.zfs.misc.io.rlentime
                # TYPE node_zfs_zpool_rlentime untyped
                node_zfs_zpool_rlentime{zpool="tank"} 1.04112268e+08
                # HELP node_zfs_zpool_rtime kstat.zfs.misc.io.rtime
                # TYPE node_zfs_zpool_rtime untyped
                node_zfs_zpool_rtime{zpool="tank"} 2.4168078e+07
                # HELP node_zfs_zpool_rupdate kstat.zfs.misc.io.rupdate
                # TYPE node_zfs_zpool_rupdate untyped
                node_zfs_zpool_rupdate{zpool="tank"} 7.921048984922e+13
                # HELP node_zfs_zpool_state kstat.zfs.misc.state
                # TYPE node_zfs_zpool_state gauge
                node_zfs_zpool_state{state="degraded",zpool="tank"} 1
                node_zfs_zpool_state{state="faulted",zpool="tank"} 0
                node_zfs_zpool_state{state="offline",zpool="tank"} 0
                node_zfs_zpool_state{state="online",zpool="tank"} 0
                node_zfs_zpool_state{state="removed",zpool="tank"} 0
                node_zfs_zpool_state{state="suspended",zpool="tank"} 0
                node_zfs_zpool_state{state="unavail",zpool="tank"} 0
                # HELP node_zfs_zpool_wcnt kstat.zfs.misc.io.wcnt
                # TYPE node_zfs_zpool_wcnt untyped
                node_zfs_zpool_wcnt{zpool="tank"} 0
                # HELP node_zfs_zpool_wlentime kstat.zfs.misc.io.wlentime
                # TYPE node_zfs_zpool_wlentime untyped
                node_zfs_zpool_wlentime{zpool="tank"} 1.04112268e+08
                # HELP node_zfs_zpool_writes kstat.zfs.misc.io.writes
                # TYPE node_zfs_zpool_writes untyped
                node_zfs_zpool_writes{zpool="tank"} 132
                # HELP node_zfs_zpool_wtime kstat.zfs.misc.io.wtime
                # TYPE node_zfs_zpool_wtime untyped
                node_zfs_zpool_wtime{zpool="tank"} 7.155162e+06
                # HELP node_zfs_zpool_wupdate kstat.zfs.misc.io.wupdate
                # TYPE node_zfs_zpool_wupdate untyped
                node_zfs_zpool_wupdate{zpool="tank"} 7.9210489694949e+13
                """);
    }

    @Test
    void hasNoDataWithoutZfs() {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("ZFS is not loaded: there is no " + folder + "/proc/spl/kstat/zfs");
    }

    @Test
    void omitsAnExportedPool() throws IOException {
        Machine machine = machine()
                .without(ZFS + "tank/io")
                .without(ZFS + "tank/objset-0x36")
                .without(ZFS + "tank/state")
                .without(ZFS + "zil");
        assertThat(collector(machine).samples()).contains("node_zfs_arc_hits").doesNotContain("tank", "zil");
    }

    @Test
    void acceptsCarriageReturnsAtLineEnds() throws IOException {
        Machine machine = machine()
                .with(ZFS + "zil", "name type data\r\nzil_commit_count 4 5\r\n")
                .with(ZFS + "tank/state", "ONLINE\r\n");
        assertThat(collector(machine).samples())
                .contains(
                        "node_zfs_zil_zil_commit_count 5\n",
                        "node_zfs_zpool_state{state=\"online\",zpool=\"tank\"} 1\n");
    }

    @Test
    void leavesOutMissingAndMalformedFields() throws IOException {
        assertLeavesOut("zil", "", ": expected a line \"name type data\", found none");
        assertLeavesOut("zil", "\0\1\n\2", ": expected a line \"name type data\", found none");
        assertLeavesOut("zil", "name type data\na 4 x\n", ":2: expected an unsigned number, got \"x\" in \"a 4 x\"");
        assertLeavesOut(
                "zil",
                "name type data\na 4 18446744073709551616\n",
                ":2: expected an unsigned number, got \"18446744073709551616\" in \"a 4 18446744073709551616\"");
        assertLeavesOut(
                "zil",
                "name type data\na 3 9223372036854775808\n",
                ":2: expected a whole number, got \"9223372036854775808\" in \"a 3 9223372036854775808\"");
        assertLeavesOut("zil", "name type data\na{b} 4 1\n", ":2: expected a counter's name in \"a{b} 4 1\"");
        assertLeavesOut(
                "tank/io",
                "nread a b c d e f g h i j k\n1 2\n",
                ":2: expected an unsigned number, got the end of the line in \"1 2\"");
        assertLeavesOut("tank/state", "", ": the file is empty");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words(
                "6 1 0x01\nname type data\ndataset_name 7 tank/my files\nhits 4 1\nfree 3 -5\n",
                text -> ZfsKstat.parse(text).numbers().stream()
                        .map(ZfsKstat::metricName)
                        .toList());
    }

    private void assertLeavesOut(String file, String text, String message) throws IOException {
        Machine machine = machine().with(ZFS + file, text);
        assertThat(collector(machine).error()).endsWith(ZFS + file + message);
        assertThat(collector(machine).samples()).contains("node_zfs_arc_hits");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with(ZFS + "arcstats", """
                        6 1 0x01 91 4368 5266997922 97951858082072
                        name                            type data
                        hits                            4    8772612
                        memory_available_bytes          3    -922337203685477580
                        misses                          4    18446744073709551615
                        name-with-dash                  4    7
                        some_text                       7    hello
                        """)
                .with(ZFS + "zil", """
                        6 1 0x01 91 4368 5266997922 97951858082072
                        name                            type data
                        zil_commit_count                4    10
                        """)
                .with(ZFS + "tank/io", """
                        12 3 0x00 1 80 79205351707403 395818011156865
                        nread    nwritten reads    writes   wtime    wlentime wupdate  rtime    rlentime rupdate  wcnt     rcnt
                        1884160  3206144  22       132      7155162  104112268 79210489694949 24168078 104112268 79210489849220 0        1
                        """)
                .with(ZFS + "tank/objset-0x36", """
                        23 1 0x01 7 2160 221578688875 6665999035587
                        name                            type data
                        dataset_name                    7    tank/my files
                        nwritten                        4    12302
                        """)
                .with(ZFS + "tank/state", "DEGRADED\n");
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new ZfsCollector());
    }
}
