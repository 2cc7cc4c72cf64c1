package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConntrackCollectorTest {
    static final String TEXT = """
            entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart
            00000021  00000000 00000001 00000000 00000003 0000588a 00000000 00000000 00000004 00000005 00000006 00000007 00000000  00000000 00000000 00000000 00000008
            00000021  00000000 0000000f 00000000 ffffffff 000056a4 00000000 00000000 00000000 00000000 00000000 00000000 00000000  00000000 00000000 00000000 00000002
            """;

    @TempDir
    Path folder;

    @Test
    void showsTableSizeAndTotalsOfAllCpus() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/sys/net/netfilter/nf_conntrack_count", "123\n")
                .with("proc/sys/net/netfilter/nf_conntrack_max", "262144\n")
                .with("proc/net/stat/nf_conntrack", TEXT);
        assertThat(machine.collector(new ConntrackCollector()).page()).isEqualTo("""
                # HELP node_nf_conntrack_entries Number of currently allocated flow entries for connection tracking.
                # TYPE node_nf_conntrack_entries gauge
                node_nf_conntrack_entries 123
                # HELP node_nf_conntrack_entries_limit Maximum size of connection tracking table.
                # TYPE node_nf_conntrack_entries_limit gauge
                node_nf_conntrack_entries_limit 262144
                # HELP node_nf_conntrack_stat_drop Number of packets dropped due to conntrack failure.
                # TYPE node_nf_conntrack_stat_drop gauge
                node_nf_conntrack_stat_drop 6
                # HELP node_nf_conntrack_stat_early_drop Number of dropped conntrack entries to make room for new ones, if maximum table size was reached.
                # TYPE node_nf_conntrack_stat_early_drop gauge
                node_nf_conntrack_stat_early_drop 7
                # HELP node_nf_conntrack_stat_found Number of searched entries which were successful.
                # TYPE node_nf_conntrack_stat_found gauge
                node_nf_conntrack_stat_found 16
                # HELP node_nf_conntrack_stat_ignore Number of packets seen which are already connected to a conntrack entry.
                # TYPE node_nf_conntrack_stat_ignore gauge
                node_nf_conntrack_stat_ignore 44846
                # HELP node_nf_conntrack_stat_insert Number of entries inserted into the list.
                # TYPE node_nf_conntrack_stat_insert gauge
                node_nf_conntrack_stat_insert 4
                # HELP node_nf_conntrack_stat_insert_failed Number of entries for which list insertion was attempted but failed.
                # TYPE node_nf_conntrack_stat_insert_failed gauge
                node_nf_conntrack_stat_insert_failed 5
                # HELP node_nf_conntrack_stat_invalid Number of packets seen which can not be tracked.
                # TYPE node_nf_conntrack_stat_invalid gauge
                node_nf_conntrack_stat_invalid 4.294967298e+09
                # HELP node_nf_conntrack_stat_search_restart Number of conntrack table lookups which had to be restarted due to hashtable resizes.
                # TYPE node_nf_conntrack_stat_search_restart gauge
                node_nf_conntrack_stat_search_restart 10
                """);
    }

    @Test
    void hasNoDataWithoutConnectionTracking() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new ConntrackCollector()).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("connection tracking is not loaded: no file " + folder
                        + "/proc/sys/net/netfilter/nf_conntrack_count");
    }

    @Test
    void readsSixteenColumnsOfOldKernel() throws IOException {
        long[] sums = parse("header\n" + " 0000000A".repeat(16) + "\n" + " 00000001".repeat(16));
        assertThat(sums).startsWith(11, 11).endsWith(11, 0).hasSize(17);
    }

    @Test
    void addsUnsigned64BitCounters() throws IOException {
        assertThat(KernelNumber.toDouble(parse("h\n" + "ffffffffffffffff ".repeat(17))[16]))
                .isEqualTo(0x1p64);
    }

    @Test
    void reportsMissingAndMalformedValues() {
        assertFails("", "nf_conntrack: the file is empty");
        assertFails(
                "h\n00000021 00000000\n", "nf_conntrack:2: expected 16 or 17 columns, got 2 in \"00000021 00000000\"");
        assertFails(
                "h\n" + "0 ".repeat(18),
                "nf_conntrack:2: expected 16 or 17 columns, got 18 in \"" + "0 ".repeat(18) + "\"");
        assertFails(
                "h\n" + "0 ".repeat(15) + "0x1",
                "nf_conntrack:2: expected a hexadecimal number of 64 bits, got \"0x1\" in \"" + "0 ".repeat(15)
                        + "0x1\"");
    }

    private static long[] parse(String text) throws IOException {
        return ConntrackCollector.parse(KernelText.of("nf_conntrack", text));
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
