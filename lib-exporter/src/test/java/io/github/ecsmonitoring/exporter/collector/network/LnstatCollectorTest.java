package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LnstatCollectorTest {
    static final String TEXT = """
            entries  allocs   destroys hash_grows
            00000002 00000009 00000001 0000000e
            00000002 ffffffffffffffff 0000000c 00000000
            """;

    static final String TABS = """
            entries		syn_received	cookie_invalid
            00000000	00000001	0000000a
            """;

    @TempDir
    Path folder;

    @Test
    void showsColumnsOfEachFileByCpu() throws IOException {
        Machine machine =
                new Machine(folder).with("proc/net/stat/arp_cache", TEXT).with("proc/net/stat/synproxy", TABS);
        assertThat(machine.collector(new LnstatCollector()).page()).isEqualTo("""
                # HELP node_lnstat_allocs_total linux network cache stats
                # TYPE node_lnstat_allocs_total counter
                node_lnstat_allocs_total{cpu="0",subsystem="arp_cache"} 9
                node_lnstat_allocs_total{cpu="1",subsystem="arp_cache"} 1.8446744073709552e+19
                # HELP node_lnstat_cookie_invalid_total linux network cache stats
                # TYPE node_lnstat_cookie_invalid_total counter
                node_lnstat_cookie_invalid_total{cpu="0",subsystem="synproxy"} 10
                # HELP node_lnstat_destroys_total linux network cache stats
                # TYPE node_lnstat_destroys_total counter
                node_lnstat_destroys_total{cpu="0",subsystem="arp_cache"} 1
                node_lnstat_destroys_total{cpu="1",subsystem="arp_cache"} 12
                # HELP node_lnstat_entries_total linux network cache stats
                # TYPE node_lnstat_entries_total counter
                node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 2
                node_lnstat_entries_total{cpu="0",subsystem="synproxy"} 0
                node_lnstat_entries_total{cpu="1",subsystem="arp_cache"} 2
                # HELP node_lnstat_hash_grows_total linux network cache stats
                # TYPE node_lnstat_hash_grows_total counter
                node_lnstat_hash_grows_total{cpu="0",subsystem="arp_cache"} 14
                node_lnstat_hash_grows_total{cpu="1",subsystem="arp_cache"} 0
                # HELP node_lnstat_syn_received_total linux network cache stats
                # TYPE node_lnstat_syn_received_total counter
                node_lnstat_syn_received_total{cpu="0",subsystem="synproxy"} 1
                """);
    }

    @Test
    void showsNothingWithoutCaches() throws IOException {
        Machine machine = new Machine(folder);
        assertThat(machine.collector(new LnstatCollector()).page()).isEmpty();
    }

    @Test
    void skipsFileThatWasRemovedAfterListing() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/stat/arp_cache", "entries\n00000007\n");
        Files.createSymbolicLink(folder.resolve("proc/net/stat/ndisc_cache"), Path.of("gone"));
        assertThat(machine.collector(new LnstatCollector()).samples()).isEqualTo("""
                node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 7
                """);
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut("", "arp_cache: the file is empty");
        assertLeavesOut(
                "entries\n00000002 00000009\n", "arp_cache:2: expected 1 columns, got 2 in \"00000002 00000009\"");
        assertLeavesOut(
                "entries\r\n0000000g\r\n",
                "arp_cache:2: expected a hexadecimal number of 64 bits, got \"0000000g\" in \"0000000g\"");
        assertLeavesOut(
                "entries\n10000000000000000",
                "arp_cache:2: expected a hexadecimal number of 64 bits, got \"10000000000000000\" in \"10000000000000000\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/stat/arp_cache", text);
        assertThat(machine.collector(new LnstatCollector()).error()).isEqualTo(folder + "/proc/net/stat/" + message);
    }
}
