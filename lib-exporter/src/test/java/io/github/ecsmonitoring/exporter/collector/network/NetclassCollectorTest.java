package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetclassCollectorTest {
    private static final Map<String, String> ETH0 = Map.ofEntries(
            Map.entry("addr_assign_type", "0"),
            Map.entry("address", "02:00:00:00:00:01"),
            Map.entry("broadcast", "ff:ff:ff:ff:ff:ff"),
            Map.entry("carrier", "1"),
            Map.entry("carrier_changes", "4"),
            Map.entry("carrier_up_count", "3"),
            Map.entry("carrier_down_count", "2"),
            Map.entry("dev_id", "0x20"),
            Map.entry("dormant", "0"),
            Map.entry("duplex", "full"),
            Map.entry("flags", "0x1003"),
            Map.entry("ifalias", "to the internet"),
            Map.entry("ifindex", "2"),
            Map.entry("iflink", "5"),
            Map.entry("link_mode", "1"),
            Map.entry("mtu", "9001"),
            Map.entry("name_assign_type", "3"),
            Map.entry("netdev_group", "6"),
            Map.entry("operstate", "up"),
            Map.entry("speed", "10000"),
            Map.entry("tx_queue_len", "1000"),
            Map.entry("type", "1"));

    @TempDir
    Path folder;

    @Test
    void showsFilesOfDevice() throws IOException {
        Machine machine = device("eth0", ETH0).with("sys/class/net/bonding_masters", "\n");
        assertThat(machine.collector(NetclassCollector::declare).page()).isEqualTo("""
                # HELP node_network_address_assign_type Network device property: address_assign_type
                # TYPE node_network_address_assign_type gauge
                node_network_address_assign_type{device="eth0"} 0
                # HELP node_network_carrier Network device property: carrier
                # TYPE node_network_carrier gauge
                node_network_carrier{device="eth0"} 1
                # HELP node_network_carrier_changes_total Network device property: carrier_changes_total
                # TYPE node_network_carrier_changes_total counter
                node_network_carrier_changes_total{device="eth0"} 4
                # HELP node_network_carrier_down_changes_total Network device property: carrier_down_changes_total
                # TYPE node_network_carrier_down_changes_total counter
                node_network_carrier_down_changes_total{device="eth0"} 2
                # HELP node_network_carrier_up_changes_total Network device property: carrier_up_changes_total
                # TYPE node_network_carrier_up_changes_total counter
                node_network_carrier_up_changes_total{device="eth0"} 3
                # HELP node_network_device_id Network device property: device_id
                # TYPE node_network_device_id gauge
                node_network_device_id{device="eth0"} 32
                # HELP node_network_dormant Network device property: dormant
                # TYPE node_network_dormant gauge
                node_network_dormant{device="eth0"} 0
                # HELP node_network_flags Network device property: flags
                # TYPE node_network_flags gauge
                node_network_flags{device="eth0"} 4099
                # HELP node_network_iface_id Network device property: iface_id
                # TYPE node_network_iface_id gauge
                node_network_iface_id{device="eth0"} 2
                # HELP node_network_iface_link Network device property: iface_link
                # TYPE node_network_iface_link gauge
                node_network_iface_link{device="eth0"} 5
                # HELP node_network_iface_link_mode Network device property: iface_link_mode
                # TYPE node_network_iface_link_mode gauge
                node_network_iface_link_mode{device="eth0"} 1
                # HELP node_network_info Non-numeric data from /sys/class/net/<iface>, value is always 1.
                # TYPE node_network_info gauge
                node_network_info{address="02:00:00:00:00:01",adminstate="up",broadcast="ff:ff:ff:ff:ff:ff",device="eth0",duplex="full",ifalias="to the internet",operstate="up"} 1
                # HELP node_network_mtu_bytes Network device property: mtu_bytes
                # TYPE node_network_mtu_bytes gauge
                node_network_mtu_bytes{device="eth0"} 9001
                # HELP node_network_name_assign_type Network device property: name_assign_type
                # TYPE node_network_name_assign_type gauge
                node_network_name_assign_type{device="eth0"} 3
                # HELP node_network_net_dev_group Network device property: net_dev_group
                # TYPE node_network_net_dev_group gauge
                node_network_net_dev_group{device="eth0"} 6
                # HELP node_network_protocol_type Network device property: protocol_type
                # TYPE node_network_protocol_type gauge
                node_network_protocol_type{device="eth0"} 1
                # HELP node_network_speed_bytes Network device property: speed_bytes
                # TYPE node_network_speed_bytes gauge
                node_network_speed_bytes{device="eth0"} 1.25e+09
                # HELP node_network_transmit_queue_length Network device property: transmit_queue_length
                # TYPE node_network_transmit_queue_length gauge
                node_network_transmit_queue_length{device="eth0"} 1000
                # HELP node_network_up Value is 1 if operstate is 'up', 0 otherwise.
                # TYPE node_network_up gauge
                node_network_up{device="eth0"} 1
                """);
    }

    @Test
    void omitsWhatDriverDoesNotReport() throws IOException {
        Machine machine = device(
                "lo",
                Map.of(
                        "address",
                        "00:00:00:00:00:00",
                        "operstate",
                        "unknown",
                        "mtu",
                        "not a number",
                        "carrier",
                        "",
                        "flags",
                        "0x8"));
        assertThat(machine.collector(NetclassCollector::declare).samples()).isEqualTo("""
                node_network_flags{device="lo"} 8
                node_network_info{address="00:00:00:00:00:00",adminstate="down",broadcast="",device="lo",duplex="",ifalias="",operstate="unknown"} 1
                node_network_up{device="lo"} 0
                """);
    }

    @Test
    void showsUnknownSpeedUnlessIgnored() throws IOException {
        Machine machine = device("eth0", Map.of("speed", "-1", "mtu", "18446744073709551615"));
        assertThat(machine.collector(NetclassCollector::declare).samples())
                .contains("node_network_speed_bytes{device=\"eth0\"} -125000\n", "adminstate=\"unknown\"")
                .doesNotContain("mtu");
        assertThat(machine.collector(NetclassCollector::declare, "--collector.netclass.ignore-invalid-speed")
                        .samples())
                .doesNotContain("speed");
    }

    @Test
    void ignoresDevicesOfTheFlag() throws IOException {
        Machine machine = device("eth0", ETH0);
        device("veth1", ETH0);
        assertThat(machine.collector(NetclassCollector::declare, "--collector.netclass.ignored-devices=^veth")
                        .samples())
                .contains("\"eth0\"")
                .doesNotContain("veth1");
        assertThat(machine.collector(NetclassCollector::declare, "--collector.netclass.ignored-devices=")
                        .samples())
                .isEmpty();
    }

    @Test
    void hasNoDataWithoutSysfs() {
        assertThatThrownBy(() -> new Machine(folder)
                        .collector(NetclassCollector::declare)
                        .page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("cannot read the folder " + folder + "/sys/class/net");
    }

    private Machine device(String name, Map<String, String> files) throws IOException {
        Machine machine = new Machine(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            machine.with("sys/class/net/" + name + "/" + file.getKey(), file.getValue() + "\n");
        }
        return machine;
    }
}
