package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetstatCollectorTest {
    private static final String NETSTAT = """
            TcpExt: SyncookiesSent ListenDrops TCPPureAcks
            TcpExt: 1 18446744073709551615 3
            IpExt: InOctets OutOctets
            IpExt: 123456789012 5
            """;
    private static final String SNMP = """
            Ip: Forwarding DefaultTTL
            Ip: 2 64
            Tcp: MaxConn CurrEstab InErrs
            Tcp: -1 7 0
            """;
    private static final String SNMP6 = """
            Ip6InOctets                     	8
            Udp6NoPorts                     	9
            Icmp6InMsgs                     	10
            Ip6InReceives                   	11
            NoSuch                          	12
            """;

    @TempDir
    Path folder;

    @Test
    void showsDefaultFieldsOfThreeFiles() throws IOException {
        assertThat(collector().page()).isEqualTo("""
                # HELP node_netstat_Icmp6_InMsgs Statistic Icmp6InMsgs.
                # TYPE node_netstat_Icmp6_InMsgs untyped
                node_netstat_Icmp6_InMsgs 10
                # HELP node_netstat_Ip6_InOctets Statistic Ip6InOctets.
                # TYPE node_netstat_Ip6_InOctets untyped
                node_netstat_Ip6_InOctets 8
                # HELP node_netstat_IpExt_InOctets Statistic IpExtInOctets.
                # TYPE node_netstat_IpExt_InOctets untyped
                node_netstat_IpExt_InOctets 1.23456789012e+11
                # HELP node_netstat_IpExt_OutOctets Statistic IpExtOutOctets.
                # TYPE node_netstat_IpExt_OutOctets untyped
                node_netstat_IpExt_OutOctets 5
                # HELP node_netstat_Ip_Forwarding Statistic IpForwarding.
                # TYPE node_netstat_Ip_Forwarding untyped
                node_netstat_Ip_Forwarding 2
                # HELP node_netstat_TcpExt_ListenDrops Statistic TcpExtListenDrops.
                # TYPE node_netstat_TcpExt_ListenDrops untyped
                node_netstat_TcpExt_ListenDrops 1.8446744073709552e+19
                # HELP node_netstat_TcpExt_SyncookiesSent Statistic TcpExtSyncookiesSent.
                # TYPE node_netstat_TcpExt_SyncookiesSent untyped
                node_netstat_TcpExt_SyncookiesSent 1
                # HELP node_netstat_Tcp_CurrEstab Statistic TcpCurrEstab.
                # TYPE node_netstat_Tcp_CurrEstab untyped
                node_netstat_Tcp_CurrEstab 7
                # HELP node_netstat_Tcp_InErrs Statistic TcpInErrs.
                # TYPE node_netstat_Tcp_InErrs untyped
                node_netstat_Tcp_InErrs 0
                # HELP node_netstat_Udp6_NoPorts Statistic Udp6NoPorts.
                # TYPE node_netstat_Udp6_NoPorts untyped
                node_netstat_Udp6_NoPorts 9
                """);
    }

    @Test
    void showsOnlySelectedFields() throws IOException {
        assertThat(collector("--collector.netstat.fields=^(Tcp_MaxConn|TcpExt_TCPPure)")
                        .samples())
                .isEqualTo("""
                node_netstat_TcpExt_TCPPureAcks 3
                node_netstat_Tcp_MaxConn -1
                """);
        assertThat(collector("--collector.netstat.fields=").samples())
                .hasLineCount(14)
                .contains("node_netstat_Ip6_InReceives 11");
    }

    @Test
    void noticesChangedFieldNamesAtNextScrape() throws IOException {
        MachineCollector collector = collector();
        collector.page();
        new Machine(folder).with("proc/net/netstat", "TcpExt: ListenDrops TCPTimeouts SyncookiesSent\nTcpExt: 1 2 3\n");
        assertThat(collector.samples())
                .contains("TcpExt_ListenDrops 1\n", "TcpExt_TCPTimeouts 2\n", "TcpExt_SyncookiesSent 3\n");
    }

    @Test
    void worksWithoutIpv6() throws IOException {
        MachineCollector collector = collector();
        new Machine(folder).without("proc/net/snmp6");
        assertThat(collector.samples()).contains("node_netstat_Tcp_InErrs 0").doesNotContain("6_");
    }

    @Test
    void exposesTheOtherFilesWithoutIpv4() throws IOException {
        MachineCollector collector = collector();
        new Machine(folder).without("proc/net/snmp");
        assertThat(collector.samples())
                .contains("node_netstat_TcpExt_ListenDrops")
                .doesNotContain("Tcp_CurrEstab");
        assertThat(collector.error()).isEqualTo(folder + "/proc/net/snmp");
    }

    @Test
    void readsCarriageReturnsAtLineEnds() throws IOException {
        assertThat(page(NETSTAT.replace("\n", "\r\n"))).hasLineCount(15).isEqualTo(page(NETSTAT));
        assertThat(page("")).isEmpty();
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut("Ip: A B\nIp: 1\n", ":2: expected 2 values of Ip in \"Ip: 1\"");
        assertLeavesOut("Ip: A\nTcp: 1\n", ":2: expected 1 values of Ip in \"Tcp: 1\"");
        assertLeavesOut("Ip: A", ":1: expected 1 values of Ip in \"Ip: A\"");
        assertLeavesOut("Ip: A\nIp: x", ":2: expected a number, got \"x\" in \"Ip: x\"");
        assertLeavesOut("Ip A\nIp 1", ":1: expected a protocol and a colon, got \"Ip\" in \"Ip A\"");
        assertLeavesOut("\nIp 1", ":1: expected a field, got the end of the line in \"\"");
        assertLeavesOut("Ip: a-b\nIp: 1", ":1: expected a name, got \"a-b\" in \"Ip: a-b\"");
        assertLeavesOut("\0:\n", ":1: expected a name, got \"\0:\" in \"\0:\"");
        MachineCollector collector = new Machine(folder)
                .with("proc/net/netstat", "")
                .with("proc/net/snmp", "")
                .with("proc/net/snmp6", "Ip6In x\n")
                .collector(NetstatCollector::declare);
        assertThat(collector.error())
                .isEqualTo(folder + "/proc/net/snmp6:1: expected a number, got \"x\" in \"Ip6In x\"");
    }

    @Test
    void readsDamagedTextOrReportsWhereItIsMalformed() {
        NetstatCollector.Parser parser = new NetstatCollector.Parser(all -> true);
        Damage.text(NETSTAT, text -> page(parser::show, text));
        Damage.text(SNMP6, text -> page(parser::show6, text));
    }

    private MachineCollector collector(String... commandLine) throws IOException {
        return new Machine(folder)
                .with("proc/net/netstat", NETSTAT)
                .with("proc/net/snmp", SNMP)
                .with("proc/net/snmp6", SNMP6)
                .collector(NetstatCollector::declare, commandLine);
    }

    private String page(String netstat) throws IOException {
        return new Machine(folder)
                .collector(
                        (host, out) -> new NetstatCollector.Parser(all -> true).show(KernelText.of("/f", netstat), out))
                .page();
    }

    /** One of the parser's methods. */
    @FunctionalInterface
    private interface Show {
        void show(KernelText text, MetricSink out) throws IOException;
    }

    private String page(Show parser, KernelText text) throws IOException {
        return new Machine(folder)
                .collector((host, out) -> parser.show(text, out))
                .page();
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/netstat", text).with("proc/net/snmp", "");
        assertThat(machine.collector(NetstatCollector::declare).error())
                .isEqualTo(folder + "/proc/net/netstat" + message);
    }
}
