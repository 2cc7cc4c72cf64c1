package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetdevFile.Device;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetdevCollectorTest {
    private static final String HEADER = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            """;
    private static final String NUMBERS = " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16";

    @TempDir
    Path folder;

    @Test
    void showsSixteenCountersOfDevice() throws IOException {
        assertThat(collector(
                                "  eth0: 968991352   41555    3    4    5     6          7         8 4307826   31044   11   12   13    14"
                                        + "      15         16\n")
                        .page())
                .isEqualTo("""
                # HELP node_network_receive_bytes_total Network device statistic receive_bytes.
                # TYPE node_network_receive_bytes_total counter
                node_network_receive_bytes_total{device="eth0"} 9.68991352e+08
                # HELP node_network_receive_compressed_total Network device statistic receive_compressed.
                # TYPE node_network_receive_compressed_total counter
                node_network_receive_compressed_total{device="eth0"} 7
                # HELP node_network_receive_drop_total Network device statistic receive_drop.
                # TYPE node_network_receive_drop_total counter
                node_network_receive_drop_total{device="eth0"} 4
                # HELP node_network_receive_errs_total Network device statistic receive_errs.
                # TYPE node_network_receive_errs_total counter
                node_network_receive_errs_total{device="eth0"} 3
                # HELP node_network_receive_fifo_total Network device statistic receive_fifo.
                # TYPE node_network_receive_fifo_total counter
                node_network_receive_fifo_total{device="eth0"} 5
                # HELP node_network_receive_frame_total Network device statistic receive_frame.
                # TYPE node_network_receive_frame_total counter
                node_network_receive_frame_total{device="eth0"} 6
                # HELP node_network_receive_multicast_total Network device statistic receive_multicast.
                # TYPE node_network_receive_multicast_total counter
                node_network_receive_multicast_total{device="eth0"} 8
                # HELP node_network_receive_packets_total Network device statistic receive_packets.
                # TYPE node_network_receive_packets_total counter
                node_network_receive_packets_total{device="eth0"} 41555
                # HELP node_network_transmit_bytes_total Network device statistic transmit_bytes.
                # TYPE node_network_transmit_bytes_total counter
                node_network_transmit_bytes_total{device="eth0"} 4.307826e+06
                # HELP node_network_transmit_carrier_total Network device statistic transmit_carrier.
                # TYPE node_network_transmit_carrier_total counter
                node_network_transmit_carrier_total{device="eth0"} 15
                # HELP node_network_transmit_colls_total Network device statistic transmit_colls.
                # TYPE node_network_transmit_colls_total counter
                node_network_transmit_colls_total{device="eth0"} 14
                # HELP node_network_transmit_compressed_total Network device statistic transmit_compressed.
                # TYPE node_network_transmit_compressed_total counter
                node_network_transmit_compressed_total{device="eth0"} 16
                # HELP node_network_transmit_drop_total Network device statistic transmit_drop.
                # TYPE node_network_transmit_drop_total counter
                node_network_transmit_drop_total{device="eth0"} 12
                # HELP node_network_transmit_errs_total Network device statistic transmit_errs.
                # TYPE node_network_transmit_errs_total counter
                node_network_transmit_errs_total{device="eth0"} 11
                # HELP node_network_transmit_fifo_total Network device statistic transmit_fifo.
                # TYPE node_network_transmit_fifo_total counter
                node_network_transmit_fifo_total{device="eth0"} 13
                # HELP node_network_transmit_packets_total Network device statistic transmit_packets.
                # TYPE node_network_transmit_packets_total counter
                node_network_transmit_packets_total{device="eth0"} 31044
                """);
    }

    @Test
    void readsAliasesAndNumbersThatTouchTheColon() throws IOException {
        List<Device> devices = parse(HEADER + "    lo:" + NUMBERS + "\r\neth0:1:" + NUMBERS.strip()
                + "\nveth@if2:18446744073709551615" + NUMBERS.substring(2));
        assertThat(devices).extracting(Device::name).containsExactly("lo", "eth0:1", "veth@if2");
        assertThat(devices.get(1).values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(devices.get(2).values()[0]).isEqualTo(0x1p64);
    }

    @Test
    void showsNothingWithoutDevices() throws IOException {
        assertThat(parse(HEADER)).isEmpty();
    }

    @Test
    void showsOnlySelectedDevices() throws IOException {
        String devices = "lo:" + NUMBERS + "\neth0:" + NUMBERS + "\nveth1:" + NUMBERS + "\n";
        assertThat(collector(devices).samples()).contains("\"lo\"", "\"eth0\"", "\"veth1\"");
        assertThat(collector(devices, "--collector.netdev.device-exclude=^(lo|veth.*)$")
                        .samples())
                .contains("\"eth0\"")
                .doesNotContain("\"lo\"", "\"veth1\"");
        assertThat(collector(devices, "--collector.netdev.device-include=^lo$").samples())
                .contains("\"lo\"")
                .doesNotContain("\"eth0\"", "\"veth1\"");
    }

    @Test
    void usesNetlinkByDefault() throws IOException {
        MachineCollector collector =
                new Machine(folder).collector(NetdevCollector::declare, "--collector.netdev.device-include=^lo$");
        assertThat(collector.samples())
                .hasLineCount(17)
                .contains(
                        "node_network_receive_nohandler_total{device=\"lo\"} ",
                        "node_network_receive_drop_total{device=\"lo\"} ");
        collector = new Machine(folder)
                .collector(
                        NetdevCollector::declare,
                        "--collector.netdev.device-include=^lo$",
                        "--collector.netdev.enable-detailed-metrics");
        assertThat(collector.samples()).hasLineCount(24).contains("node_network_multicast_total{device=\"lo\"} ");
    }

    @Test
    void usesDetailedNamesOnRequest() throws IOException {
        assertThat(collector("eth0:" + NUMBERS, "--collector.netdev.enable-detailed-metrics")
                        .samples())
                .contains(
                        "node_network_receive_errors_total{device=\"eth0\"} 3\n",
                                "node_network_receive_dropped_total{device=\"eth0\"} 4\n",
                        "node_network_transmit_errors_total{device=\"eth0\"} 11\n",
                                "node_network_transmit_dropped_total{device=\"eth0\"} 12\n",
                        "node_network_receive_fifo_total{device=\"eth0\"} 5\n",
                                "node_network_transmit_colls_total{device=\"eth0\"} 14\n");
    }

    @Test
    void addsAliasLabelOnRequest() throws IOException {
        new Machine(folder)
                .with("sys/class/net/eth0/ifalias", "to the \"internet\"\n")
                .with("sys/class/net/eth1/mtu", "1500\n");
        String devices = "eth0:" + NUMBERS + "\neth1:" + NUMBERS + "\neth2:" + NUMBERS;
        assertThat(collector(devices, "--collector.netdev.label-ifalias").samples())
                .contains(
                        "node_network_receive_bytes_total{device=\"eth0\",ifalias=\"to the \\\"internet\\\"\"} 1\n",
                        "node_network_receive_bytes_total{device=\"eth1\",ifalias=\"\"} 1\n",
                        "node_network_receive_bytes_total{device=\"eth2\"} 1\n");
    }

    @Test
    void failsOnAliasLabelWithoutSysfs() throws IOException {
        MachineCollector collector = collector("eth0:" + NUMBERS, "--collector.netdev.label-ifalias");
        assertThatThrownBy(() -> collector.page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        folder
                                + "/sys/class/net: no such file or directory, so there are no aliases for --collector.netdev.label-ifalias");
    }

    @Test
    void showsAddressesOnRequest() throws IOException {
        assertThat(collector(
                                "lo:" + NUMBERS,
                                "--collector.netdev.address-info",
                                "--collector.netdev.device-include=^lo$")
                        .samples())
                .contains(
                        "node_network_address_info{address=\"127.0.0.1\",device=\"lo\",netmask=\"8\",scope=\"link-local\"} 1\n");
    }

    @Test
    void acceptsDeprecatedFlags() throws IOException {
        String devices = "lo:" + NUMBERS + "\neth0:" + NUMBERS;
        assertThat(collector(devices, "--collector.netdev.device-blacklist=lo").samples())
                .contains("eth0")
                .doesNotContain("\"lo\"");
        assertThat(collector(devices, "--collector.netdev.device-whitelist=lo").samples())
                .contains("\"lo\"")
                .doesNotContain("eth0");
        assertThatThrownBy(() -> collector(
                        devices, "--collector.netdev.device-whitelist=a", "--collector.netdev.device-include=b"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(
                        "--collector.netdev.device-whitelist and --collector.netdev.device-include are mutually exclusive");
        assertThatThrownBy(() -> collector(
                        devices, "--collector.netdev.device-whitelist=a", "--collector.netdev.device-blacklist=b"))
                .isExactlyInstanceOf(FlagException.class)
                .hasMessage(
                        "--collector.netdev.device-blacklist and --collector.netdev.device-whitelist are mutually exclusive");
    }

    @Test
    void warnsAboutDeprecatedFlags() throws IOException {
        Machine machine = new Machine(folder);
        machine.collector(NetdevCollector::declare, "--collector.netdev.device-blacklist=lo");
        assertThat(machine.logged())
                .isEqualTo("level=WARN msg=\"--collector.netdev.device-blacklist is DEPRECATED"
                        + " and will be removed in 2.0.0, use --collector.netdev.device-exclude\"\n");
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut("", "/proc/net/dev: the file is empty");
        assertLeavesOut(HEADER + "  eth0 1 2\n", "/proc/net/dev:3: expected \"device: counters\" in \"  eth0 1 2\"");
        assertLeavesOut(HEADER + "  : 1 2\n", "/proc/net/dev:3: expected \"device: counters\" in \"  : 1 2\"");
        assertLeavesOut(
                HEADER + "eth0:\n",
                "/proc/net/dev:3: expected an unsigned number, got the end of the line in \"eth0:\"");
        assertLeavesOut(
                HEADER + "lo:" + NUMBERS + "\neth0: 1 2 3",
                "/proc/net/dev:4: expected an unsigned number, got the end of the line in \"eth0: 1 2 3\"");
        assertLeavesOut(
                HEADER + "eth0: 1 x 3", "/proc/net/dev:3: expected an unsigned number, got \"x\" in \"eth0: 1 x 3\"");
        assertLeavesOut("\0\1\n\2\n\3", "/proc/net/dev:3: expected \"device: counters\" in \"\3\"");
    }

    @Test
    void readsDamagedTextOrReportsWhereItIsMalformed() {
        Damage.text(HEADER + "  eth0:" + NUMBERS + "\n    lo:" + NUMBERS + "\n", Device::parse);
    }

    private MachineCollector collector(String devices, String... commandLine) throws IOException {
        String[] all = Stream.concat(Stream.of("--no-collector.netdev.netlink"), Stream.of(commandLine))
                .toArray(String[]::new);
        return new Machine(folder).with("proc/net/dev", HEADER + devices).collector(NetdevCollector::declare, all);
    }

    private static List<Device> parse(String text) throws IOException {
        return Device.parse(KernelText.of("/proc/net/dev", text));
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/dev", text);
        assertThat(machine.collector(NetdevCollector::declare, "--no-collector.netdev.netlink")
                        .error())
                .isEqualTo(folder + message);
    }
}
