package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.PageSize;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SockstatCollectorTest {
    private static final String SOCKSTAT = """
            sockets: used 193
            TCP: inuse 15 orphan 1 tw 199 alloc 17 mem 0
            FRAG: inuse 0 memory 8
            """;

    @TempDir
    Path folder;

    @Test
    void showsSocketsByProtocolAndState() throws IOException {
        Machine machine =
                new Machine(folder).with("proc/net/sockstat", SOCKSTAT).with("proc/net/sockstat6", "TCP6: inuse 2\n");
        assertThat(machine.collector(SockstatCollector::declare).page()).isEqualTo("""
                # HELP node_sockstat_FRAG_inuse Number of FRAG sockets in state inuse.
                # TYPE node_sockstat_FRAG_inuse gauge
                node_sockstat_FRAG_inuse 0
                # HELP node_sockstat_FRAG_memory Number of FRAG sockets in state memory.
                # TYPE node_sockstat_FRAG_memory gauge
                node_sockstat_FRAG_memory 8
                # HELP node_sockstat_TCP6_inuse Number of TCP6 sockets in state inuse.
                # TYPE node_sockstat_TCP6_inuse gauge
                node_sockstat_TCP6_inuse 2
                # HELP node_sockstat_TCP_alloc Number of TCP sockets in state alloc.
                # TYPE node_sockstat_TCP_alloc gauge
                node_sockstat_TCP_alloc 17
                # HELP node_sockstat_TCP_inuse Number of TCP sockets in state inuse.
                # TYPE node_sockstat_TCP_inuse gauge
                node_sockstat_TCP_inuse 15
                # HELP node_sockstat_TCP_mem Number of TCP sockets in state mem.
                # TYPE node_sockstat_TCP_mem gauge
                node_sockstat_TCP_mem 0
                # HELP node_sockstat_TCP_mem_bytes Number of TCP sockets in state mem_bytes.
                # TYPE node_sockstat_TCP_mem_bytes gauge
                node_sockstat_TCP_mem_bytes 0
                # HELP node_sockstat_TCP_orphan Number of TCP sockets in state orphan.
                # TYPE node_sockstat_TCP_orphan gauge
                node_sockstat_TCP_orphan 1
                # HELP node_sockstat_TCP_tw Number of TCP sockets in state tw.
                # TYPE node_sockstat_TCP_tw gauge
                node_sockstat_TCP_tw 199
                # HELP node_sockstat_sockets_used Number of IPv4 sockets in use.
                # TYPE node_sockstat_sockets_used gauge
                node_sockstat_sockets_used 193
                """);
        assertThat(machine.logged()).isEmpty();
    }

    @Test
    void showsMemoryInPagesAndInBytes() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/sockstat", "UDP: inuse 1 mem 3 fresh 4\n");
        assertThat(machine.collector(SockstatCollector::declare).samples())
                .as("without the unknown state")
                .isEqualTo("node_sockstat_UDP_inuse 1\nnode_sockstat_UDP_mem 3\n" + "node_sockstat_UDP_mem_bytes "
                        + 3 * PageSize.bytes() + "\n");
    }

    @Test
    void skipsAbsentFiles() throws IOException {
        Machine machine = new Machine(folder);
        assertThat(machine.collector(SockstatCollector::declare).page()).isEmpty();
        assertThat(machine.logged()).isEqualTo("""
                level=DEBUG msg="sockstat statistics not found, skipping" file=…/proc/net/sockstat
                level=DEBUG msg="sockstat statistics not found, skipping" file=…/proc/net/sockstat6
                """);
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut("TCP: inuse\n", ":1: expected a protocol and pairs of a state and a number in \"TCP: inuse\"");
        assertLeavesOut(
                "TCP: inuse 1\nUDP: inuse 1 mem\n",
                ":2: expected a protocol and pairs of a state and a number in \"UDP: inuse 1 mem\"");
        assertLeavesOut("TCP inuse 1", ":1: expected a protocol and a colon, got \"TCP\" in \"TCP inuse 1\"");
        assertLeavesOut("T\"P: inuse 1", ":1: expected a protocol and a colon, got \"T\"P:\" in \"T\"P: inuse 1\"");
        assertLeavesOut("TCP: inuse x", ":1: expected a number, got \"x\" in \"TCP: inuse x\"");
        assertLeavesOut("\n", ":1: expected a protocol and pairs of a state and a number in \"\"");
    }

    @Test
    void readsDamagedTextOrReportsWhereItIsMalformed() {
        SockstatCollector collector = (SockstatCollector)
                new Machine(folder).collector(SockstatCollector::declare).collector();
        Damage.text(SOCKSTAT, text -> {
            collector.show(text, new MetricSink());
            return text;
        });
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/sockstat", text);
        assertThat(machine.collector(SockstatCollector::declare).error())
                .isEqualTo(folder + "/proc/net/sockstat" + message);
    }
}
