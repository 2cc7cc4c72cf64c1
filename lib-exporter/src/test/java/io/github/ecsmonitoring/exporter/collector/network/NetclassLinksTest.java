package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.LinkMode;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetclassLinksTest {
    @TempDir
    Path folder;

    @Test
    void showsPropertiesFromNetlinkAndThreeFiles() throws IOException {
        new Machine(folder)
                .with("sys/class/net/eth0/addr_assign_type", "0\n")
                .with("sys/class/net/eth0/dev_id", "0x10\n")
                .with("sys/class/net/eth0/name_assign_type", "4\n");
        NetlinkBytes names = new NetlinkBytes().text(53, "enp5s0").text(53, "").text(53, "ens5");
        NetlinkBytes eth0 = device("eth0")
                .attribute(1, new NetlinkBytes().hex("020000000001"))
                .attribute(2, new NetlinkBytes().hex("ffffffffffff"))
                .attribute(4, number(9001))
                .attribute(5, number(7))
                .attribute(13, number(1000))
                .attribute(16, small(6))
                .attribute(17, small(1))
                .text(20, "to the internet")
                .attribute(27, number(3))
                .attribute(33, small(1))
                .attribute(35, number(4294967295L))
                .attribute(47, number(5))
                .attribute(48, number(6))
                .attribute(0x8000 | 52, names);
        assertThat(page(false, Map.of("eth0", new LinkMode(10000, "Full")), eth0, device("veth1")))
                .isEqualTo("""
                # HELP node_network_address_assign_type Network device property: address_assign_type
                # TYPE node_network_address_assign_type gauge
                node_network_address_assign_type{device="eth0"} 0
                # HELP node_network_altnames_info Non-numeric data of <iface> altname, value is always 1.
                # TYPE node_network_altnames_info gauge
                node_network_altnames_info{altname="enp5s0",device="eth0"} 1
                node_network_altnames_info{altname="ens5",device="eth0"} 1
                # HELP node_network_carrier Network device property: carrier
                # TYPE node_network_carrier gauge
                node_network_carrier{device="eth0"} 1
                # HELP node_network_carrier_changes_total Network device property: carrier_changes_total
                # TYPE node_network_carrier_changes_total counter
                node_network_carrier_changes_total{device="eth0"} 4.294967295e+09
                # HELP node_network_carrier_down_changes_total Network device property: carrier_down_changes_total
                # TYPE node_network_carrier_down_changes_total counter
                node_network_carrier_down_changes_total{device="eth0"} 6
                # HELP node_network_carrier_up_changes_total Network device property: carrier_up_changes_total
                # TYPE node_network_carrier_up_changes_total counter
                node_network_carrier_up_changes_total{device="eth0"} 5
                # HELP node_network_device_id Network device property: device_id
                # TYPE node_network_device_id gauge
                node_network_device_id{device="eth0"} 16
                # HELP node_network_dormant Network device property: dormant
                # TYPE node_network_dormant gauge
                node_network_dormant{device="eth0"} 1
                # HELP node_network_flags Network device property: flags
                # TYPE node_network_flags gauge
                node_network_flags{device="eth0"} 4163
                # HELP node_network_iface_id Network device property: iface_id
                # TYPE node_network_iface_id gauge
                node_network_iface_id{device="eth0"} 2
                # HELP node_network_iface_link Network device property: iface_link
                # TYPE node_network_iface_link gauge
                node_network_iface_link{device="eth0"} 7
                # HELP node_network_iface_link_mode Network device property: iface_link_mode
                # TYPE node_network_iface_link_mode gauge
                node_network_iface_link_mode{device="eth0"} 1
                # HELP node_network_info Non-numeric data of <iface>, value is always 1.
                # TYPE node_network_info gauge
                node_network_info{address="02:00:00:00:00:01",broadcast="ff:ff:ff:ff:ff:ff",device="eth0",duplex="Full",ifalias="to the internet",operstate="up"} 1
                # HELP node_network_mtu_bytes Network device property: mtu_bytes
                # TYPE node_network_mtu_bytes gauge
                node_network_mtu_bytes{device="eth0"} 9001
                # HELP node_network_name_assign_type Network device property: name_assign_type
                # TYPE node_network_name_assign_type gauge
                node_network_name_assign_type{device="eth0"} 4
                # HELP node_network_net_dev_group Network device property: net_dev_group
                # TYPE node_network_net_dev_group gauge
                node_network_net_dev_group{device="eth0"} 3
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
    void omitsUnknownProperties() throws IOException {
        assertThat(page(
                                false,
                                Map.of("eth0", new LinkMode(LinkMode.UNKNOWN_SPEED, "Unknown")),
                                device("eth0").attribute(16, small(99)))
                        .lines()
                        .filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "node_network_flags{device=\"eth0\"} 4163", "node_network_iface_id{device=\"eth0\"} 2",
                        "node_network_iface_link{device=\"eth0\"} 2",
                                "node_network_info{address=\"\",broadcast=\"\",device=\"eth0\","
                                        + "duplex=\"Unknown\",ifalias=\"\",operstate=\"unknown\"} 1",
                        "node_network_protocol_type{device=\"eth0\"} 1", "node_network_up{device=\"eth0\"} 0");
    }

    @Test
    void showsStatisticsOnRequest() throws IOException {
        NetlinkBytes eth0 = device("eth0")
                .attribute(
                        23, new NetlinkBytes().u64(LongStream.rangeClosed(1, 25).toArray()));
        assertThat(page(true, Map.of(), eth0))
                .contains(
                        "# TYPE node_network_receive_packets_total gauge\nnode_network_receive_packets_total{device=\"eth0\"} 1\n",
                        "node_network_receive_nohandler_total{device=\"eth0\"} 24\n");
        assertThat(page(false, Map.of(), eth0)).doesNotContain("packets");
    }

    @Test
    void usesNetlinkIfFlagIsSet() throws IOException {
        MachineCollector collector =
                new Machine(folder).collector(NetclassCollector::declare, "--collector.netclass.netlink");
        assertThat(collector.samples()).contains("node_network_iface_id{device=\"lo\"} ");
    }

    @Test
    void readsDamagedMessagesOrReportsTheProblem() {
        byte[] good = device("eth0")
                .attribute(1, new NetlinkBytes().hex("020000000001"))
                .attribute(4, number(9001))
                .attribute(16, small(6))
                .attribute(52, new NetlinkBytes().text(53, "enp5s0"))
                .attribute(23, new NetlinkBytes().u64(1, 2, 3))
                .toArray();
        Damage.netlink(good, message -> page(true, Map.of(), List.of(Link.parse(message))));
    }

    private String page(boolean statistics, Map<String, LinkMode> modes, NetlinkBytes... messages) throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetlinkBytes message : messages) {
            links.add(Link.parse(message.data()));
        }
        return page(statistics, modes, links);
    }

    private String page(boolean statistics, Map<String, LinkMode> modes, List<Link> links) throws IOException {
        Machine machine = new Machine(folder);
        Flags flags = new Flags();
        Supplier<NameFilter> ignored = NameFilter.declareIgnored(flags, "ignored", "");
        flags.parse(List.of("--ignored=^veth"));
        NetclassLinks collector = new NetclassLinks(ignored.get(), statistics, machine.log());
        return machine.collector((host, out) -> collector.emit(host.sys("class/net"), out, links, modes))
                .page();
    }

    /** A struct ifinfomsg and the device's name. */
    private static NetlinkBytes device(String name) {
        return new NetlinkBytes().u8(0, 0).u16(1).u32(2, 0x1043, 0).text(3, name);
    }

    private static NetlinkBytes number(long value) {
        return new NetlinkBytes().u32(value);
    }

    private static NetlinkBytes small(int value) {
        return new NetlinkBytes().u8(value);
    }
}
