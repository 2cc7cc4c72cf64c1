package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.KernelText;
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
    void countsTheLinesOfTheFileByDevice() throws IOException {
        assertThat(Machine.page(collector("--no-collector.arp.netlink"))).isEqualTo("""
                # HELP node_arp_entries ARP entries by device
                # TYPE node_arp_entries gauge
                node_arp_entries{device="docker0"} 1
                node_arp_entries{device="eth0"} 2
                """);
    }

    @Test
    void showsTheDevicesThatTheCommandLineWants() throws IOException {
        assertThat(Machine.samples(collector("--no-collector.arp.netlink", "--collector.arp.device-exclude=^docker")))
                .isEqualTo("node_arp_entries{device=\"eth0\"} 2\n");
        assertThat(Machine.samples(collector("--no-collector.arp.netlink", "--collector.arp.device-include=^docker")))
                .isEqualTo("node_arp_entries{device=\"docker0\"} 1\n");
    }

    @Test
    void countsTheMessagesByDevice() throws IOException {
        Tally devices = new Tally();
        for (NetlinkData each :
                List.of(neighbour(2, 2, 0x02), neighbour(2, 2, 0x04), neighbour(2, 1, 0x40), neighbour(10, 2, 0x02))) {
            ArpCollector.count(each, devices);
        }
        assertThat(devices.of(2)).isEqualTo(2);
        assertThat(devices.of(1)).as("without NOARP").isZero();
    }

    @Test
    void asksTheKernelUnlessToldOtherwise() throws IOException {
        assertThat(Machine.samples(collector())).doesNotContain("docker0\"} 1\nnode_arp_entries{device=\"eth0\"} 2\n");
    }

    @Test
    void readsATableWithoutEntries() throws IOException {
        assertThat(parse(TABLE.lines().findFirst().orElseThrow())).isEmpty();
        assertThat(parse(TABLE.replace("\n", "\r\n") + "\n\n")).isEqualTo(Map.of("eth0", 2, "docker0", 1));
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        assertFails("", "/proc/net/arp: the file is empty");
        assertFails(
                "header\n10.0.0.1 0x1 0x2 02:00",
                "/proc/net/arp:2: expected 6 columns, got 4 in \"10.0.0.1 0x1 0x2 02:00\"");
        assertFails("header\na b c d e f", "/proc/net/arp:2: expected flags in hex, got \"c\" in \"a b c d e f\"");
        Collector collector = new Machine(folder).collector(ArpCollector::declare, "--no-collector.arp.netlink");
        assertThatThrownBy(() -> Machine.page(collector)).isExactlyInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsDamagedTablesOrSaysWhereTheyAreWrong() {
        Damage.text(TABLE, ArpCollector::parse);
        Damage.netlink(neighbourBytes(2, 2, 2).toArray(), message -> {
            Tally devices = new Tally();
            ArpCollector.count(message, devices);
            return devices;
        });
    }

    private Collector collector(String... commandLine) throws IOException {
        return new Machine(folder).with("proc/net/arp", TABLE).collector(ArpCollector::declare, commandLine);
    }

    private static NetlinkData neighbour(int family, int device, int state) {
        return neighbourBytes(family, device, state).data();
    }

    private static NetlinkBytes neighbourBytes(int family, int device, int state) {
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
