package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NumberCounts;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpCollectorTest {
    private static final String TABLE = """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.1         0x1         0x2         02:00:00:00:00:01     *        eth0
            10.0.0.7         0x1         0x0         00:00:00:00:00:00     *        eth0
            172.17.0.2       0x1         0x2         02:42:ac:11:00:02     *        docker0
            """;

    @TempDir
    Path folder;

    @Test
    void countsLinesOfFileByDevice() throws IOException {
        assertThat(collector("--no-collector.arp.netlink").page()).isEqualTo("""
                # HELP node_arp_entries ARP entries by device
                # TYPE node_arp_entries gauge
                node_arp_entries{device="docker0"} 1
                node_arp_entries{device="eth0"} 2
                """);
    }

    @Test
    void showsOnlySelectedDevices() throws IOException {
        assertThat(collector("--no-collector.arp.netlink", "--collector.arp.device-exclude=^docker")
                        .samples())
                .isEqualTo("node_arp_entries{device=\"eth0\"} 2\n");
        assertThat(collector("--no-collector.arp.netlink", "--collector.arp.device-include=^docker")
                        .samples())
                .isEqualTo("node_arp_entries{device=\"docker0\"} 1\n");
    }

    @Test
    void countsMessagesByDevice() throws IOException {
        NumberCounts devices = new NumberCounts();
        for (NetlinkData each :
                List.of(neighbor(2, 2, 0x02), neighbor(2, 2, 0x04), neighbor(2, 1, 0x40), neighbor(10, 2, 0x02))) {
            ArpCollector.count(each, devices);
        }
        assertThat(devices.of(2)).isEqualTo(2);
        assertThat(devices.of(1)).as("entries in state NOARP").isZero();
    }

    @Test
    void usesNetlinkByDefault() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/arp", TABLE.replace("eth0", "fromfile0"));
        assertThat(machine.collector(ArpCollector::declare).samples()).doesNotContain("fromfile0");
    }

    @Test
    void readsTableWithoutEntries() throws IOException {
        assertThat(parse(TABLE.lines().findFirst().orElseThrow())).isEmpty();
        assertThat(parse(TABLE.replace("\n", "\r\n") + "\n\n")).isEqualTo(Map.of("eth0", 2, "docker0", 1));
    }

    @Test
    void reportsMissingAndMalformedValues() throws IOException {
        assertFails("", "/proc/net/arp: the file is empty");
        assertFails(
                "header\n10.0.0.1 0x1 0x2 02:00",
                "/proc/net/arp:2: expected 6 columns, got 4 in \"10.0.0.1 0x1 0x2 02:00\"");
        assertFails("header\na b c d e f", "/proc/net/arp:2: expected flags in hex, got \"c\" in \"a b c d e f\"");
        MachineCollector collector = new Machine(folder).collector(ArpCollector::declare, "--no-collector.arp.netlink");
        assertThatThrownBy(() -> collector.page()).isExactlyInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsDamagedTablesOrReportsTheProblem() {
        Damage.text(TABLE, ArpCollector::parse);
        Damage.netlink(neighborBytes(2, 2, 2).toArray(), message -> {
            NumberCounts devices = new NumberCounts();
            ArpCollector.count(message, devices);
            return devices;
        });
    }

    private MachineCollector collector(String... commandLine) throws IOException {
        return new Machine(folder).with("proc/net/arp", TABLE).collector(ArpCollector::declare, commandLine);
    }

    private static NetlinkData neighbor(int family, int device, int state) {
        return neighborBytes(family, device, state).data();
    }

    private static NetlinkBytes neighborBytes(int family, int device, int state) {
        return new NetlinkBytes()
                .u8(family, 0, 0, 0)
                .u32(device)
                .u16(state)
                .u8(0, 1)
                .attribute(1, new NetlinkBytes().u8(10, 0, 0, 1));
    }

    private static Map<String, Integer> parse(String text) throws IOException {
        return ArpCollector.parse(KernelText.of("/proc/net/arp", text));
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
