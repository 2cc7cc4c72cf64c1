package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsCollectorTest {
    private static final String STATS = """
               Total Incoming Outgoing         Incoming         Outgoing
               Conns  Packets  Packets            Bytes            Bytes
                   A      100        0 FFFFFFFFFFFFFFFF               1F

             Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
                   0        0        0                0                0
            """;
    private static final String TABLE = """
            IP Virtual Server version 1.2.1 (size=4096)
            Prot LocalAddress:Port Scheduler Flags
              -> RemoteAddress:Port Forward Weight ActiveConn InActConn
            TCP  0A000001:0050 rr
              -> 0A000109:1F90      Masq    100    7          2
              -> 0A00010A:1F90      Masq    0      1          0
            UDP  [2001:0db8:0000:0000:0000:0000:0000:0001]:0035 wlc
              -> [2001:0db8:0000:0000:0000:0000:0000:0009]:0035      Route   1      3          4
            FWM  0000002A rr
              -> 0A00010A:FFFF      Tunnel  5      6          7
            """;

    @TempDir
    Path folder;

    @Test
    void showsTrafficAndBackends() throws IOException {
        assertThat(collector().page()).isEqualTo("""
                # HELP node_ipvs_backend_connections_active The current active connections by local and remote address.
                # TYPE node_ipvs_backend_connections_active gauge
                node_ipvs_backend_connections_active{local_address="",local_mark="0000002A",local_port="0",proto="FWM",remote_address="10.0.1.10",remote_port="65535"} 6
                node_ipvs_backend_connections_active{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.10",remote_port="8080"} 1
                node_ipvs_backend_connections_active{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.9",remote_port="8080"} 7
                node_ipvs_backend_connections_active{local_address="2001:db8::1",local_mark="",local_port="53",proto="UDP",remote_address="2001:db8::9",remote_port="53"} 3
                # HELP node_ipvs_backend_connections_inactive The current inactive connections by local and remote address.
                # TYPE node_ipvs_backend_connections_inactive gauge
                node_ipvs_backend_connections_inactive{local_address="",local_mark="0000002A",local_port="0",proto="FWM",remote_address="10.0.1.10",remote_port="65535"} 7
                node_ipvs_backend_connections_inactive{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.10",remote_port="8080"} 0
                node_ipvs_backend_connections_inactive{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.9",remote_port="8080"} 2
                node_ipvs_backend_connections_inactive{local_address="2001:db8::1",local_mark="",local_port="53",proto="UDP",remote_address="2001:db8::9",remote_port="53"} 4
                # HELP node_ipvs_backend_weight The current backend weight by local and remote address.
                # TYPE node_ipvs_backend_weight gauge
                node_ipvs_backend_weight{local_address="",local_mark="0000002A",local_port="0",proto="FWM",remote_address="10.0.1.10",remote_port="65535"} 5
                node_ipvs_backend_weight{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.10",remote_port="8080"} 0
                node_ipvs_backend_weight{local_address="10.0.0.1",local_mark="",local_port="80",proto="TCP",remote_address="10.0.1.9",remote_port="8080"} 100
                node_ipvs_backend_weight{local_address="2001:db8::1",local_mark="",local_port="53",proto="UDP",remote_address="2001:db8::9",remote_port="53"} 1
                # HELP node_ipvs_connections_total The total number of connections made.
                # TYPE node_ipvs_connections_total counter
                node_ipvs_connections_total 10
                # HELP node_ipvs_incoming_bytes_total The total amount of incoming data.
                # TYPE node_ipvs_incoming_bytes_total counter
                node_ipvs_incoming_bytes_total 1.8446744073709552e+19
                # HELP node_ipvs_incoming_packets_total The total number of incoming packets.
                # TYPE node_ipvs_incoming_packets_total counter
                node_ipvs_incoming_packets_total 256
                # HELP node_ipvs_outgoing_bytes_total The total amount of outgoing data.
                # TYPE node_ipvs_outgoing_bytes_total counter
                node_ipvs_outgoing_bytes_total 31
                # HELP node_ipvs_outgoing_packets_total The total number of outgoing packets.
                # TYPE node_ipvs_outgoing_packets_total counter
                node_ipvs_outgoing_packets_total 0
                """);
    }

    @Test
    void sumsBackendsWithEqualLabels() throws IOException {
        assertThat(collector("--collector.ipvs.backend-labels=remote_address,,").samples())
                .startsWith("""
                node_ipvs_backend_connections_active{remote_address="10.0.1.10"} 7
                node_ipvs_backend_connections_active{remote_address="10.0.1.9"} 7
                node_ipvs_backend_connections_active{remote_address="2001:db8::9"} 3
                """);
        assertThat(collector("--collector.ipvs.backend-labels=").samples())
                .startsWith("node_ipvs_backend_connections_active 17\n");
    }

    @Test
    void rejectsUnknownLabels() {
        assertThatThrownBy(() -> collector("--collector.ipvs.backend-labels=proto,b,a"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage("unknown IPVS backend labels: \"a, b\", allowed are"
                        + " local_address,local_port,remote_address,remote_port,proto,local_mark");
    }

    @Test
    void hasNoDataWithoutIpvs() throws IOException {
        MachineCollector collector = collector();
        new Machine(folder).without("proc/net/ip_vs_stats");
        assertThatThrownBy(() -> collector.page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("no file " + folder + "/proc/net/ip_vs_stats");
    }

    @Test
    void exposesTheTrafficWithoutTable() throws IOException {
        MachineCollector collector = collector();
        new Machine(folder).without("proc/net/ip_vs");
        assertThat(collector.samples()).contains("node_ipvs_connections_total").doesNotContain("backend");
        assertThat(collector.error()).isEqualTo(folder + "/proc/net/ip_vs");
    }

    @Test
    void reportsMissingAndMalformedValues() {
        assertStatsFail("", "/f: the file is empty");
        assertStatsFail("a\nb", "/f:2: expected 5 numbers in the third line in \"b\"");
        assertStatsFail("a\nb\n1 2 3 4\n", "/f:3: expected 5 numbers in the third line in \"1 2 3 4\"");
        assertStatsFail(
                "a\nb\n1 2 x 4 5\n", "/f:3: expected a hexadecimal number of 64 bits, got \"x\" in \"1 2 x 4 5\"");
        assertTableFails("TCP 0A000001", "/f:1: expected an address and a port, got \"0A000001\" in \"TCP 0A000001\"");
        assertTableFails(
                "TCP 0A00000G:0050", "/f:1: expected an IP address, got \"0A00000G:0050\" in \"TCP 0A00000G:0050\"");
        assertTableFails(
                "TCP example:0050", "/f:1: expected an IP address, got \"example:0050\" in \"TCP example:0050\"");
        assertTableFails(
                "UDP 0A000001:005",
                "/f:1: expected an address and a port, got \"0A000001:005\" in \"UDP 0A000001:005\"");
        assertTableFails(
                "-> 0A000001:0050 Masq x 1 2",
                "/f:1: expected an unsigned number, got \"x\" in \"-> 0A000001:0050 Masq x 1 2\"");
    }

    @Test
    void readsDamagedTextOrReportsWhereItIsMalformed() {
        Damage.text(STATS, IpvsCollector::parseTotals);
        Damage.text(TABLE, IpvsBackend::parse);
    }

    private MachineCollector collector(String... commandLine) throws IOException {
        return new Machine(folder)
                .with("proc/net/ip_vs_stats", STATS)
                .with("proc/net/ip_vs", TABLE)
                .collector(IpvsCollector::declare, commandLine);
    }

    private static void assertStatsFail(String text, String message) {
        assertThatThrownBy(() -> IpvsCollector.parseTotals(KernelText.of("/f", text)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static void assertTableFails(String text, String message) {
        assertThatThrownBy(() -> IpvsBackend.parse(KernelText.of("/f", text)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
