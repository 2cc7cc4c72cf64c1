package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkRouteCollectorTest {
    private static final Map<Long, String> NAMES = Map.of(2L, "eth0", 3L, "eth1");
    private static final int UNICAST = 1;
    private static final int LOCAL = 2;

    @TempDir
    Path folder;

    @Test
    void showsEachNextHop() throws IOException {
        NetlinkBytes hops = new NetlinkBytes()
                .u16(16)
                .u8(0, 0)
                .u32(2)
                .attribute(5, hex("0a000002"))
                .u16(16)
                .u8(0, 4)
                .u32(3)
                .attribute(5, hex("0a000102"));
        MachineCollector routes = collector(
                route(0, 3, UNICAST).attribute(5, hex("0a000001")).attribute(4, new NetlinkBytes().u32(2)),
                route(24, 2, UNICAST)
                        .attribute(1, hex("0a000000"))
                        .attribute(7, hex("0a000007"))
                        .attribute(4, new NetlinkBytes().u32(2)),
                route(16, 99, UNICAST)
                        .attribute(1, hex("ac100000"))
                        .attribute(6, new NetlinkBytes().u32(4294967295L))
                        .attribute(9, hops),
                route(64, 9, UNICAST)
                        .attribute(1, hex("20010db8 00000000 00000000 00000000"))
                        .attribute(4, new NetlinkBytes().u32(99)),
                route(32, 2, LOCAL).attribute(1, hex("0a000007")).attribute(4, new NetlinkBytes().u32(2)));
        assertThat(routes.page()).isEqualTo("""
                # HELP node_network_route_info network routing table information
                # TYPE node_network_route_info gauge
                node_network_route_info{dest="10.0.0.0/24",device="eth0",gw="",priority="0",proto="kernel",src="10.0.0.7",weight=""} 1
                node_network_route_info{dest="172.16.0.0/16",device="eth0",gw="10.0.0.2",priority="4294967295",proto="unknown",src="",weight="1"} 1
                node_network_route_info{dest="172.16.0.0/16",device="eth1",gw="10.0.1.2",priority="4294967295",proto="unknown",src="",weight="5"} 1
                node_network_route_info{dest="2001:db8::/64",device="",gw="",priority="0",proto="ra",src="",weight=""} 1
                node_network_route_info{dest="default",device="eth0",gw="10.0.0.1",priority="0",proto="boot",src="",weight=""} 1
                # HELP node_network_routes network routes by interface
                # TYPE node_network_routes gauge
                node_network_routes{device=""} 1
                node_network_routes{device="eth0"} 3
                node_network_routes{device="eth1"} 1
                """);
    }

    @Test
    void showsNothingForEmptyTable() throws IOException {
        assertThat(collector().page()).isEmpty();
    }

    @Test
    void readsTableOfThisMachine() throws IOException {
        List<String> devices = Files.readAllLines(Path.of("/proc/net/route")).stream()
                .skip(1)
                .map(line -> "node_network_routes{device=\"" + line.substring(0, line.indexOf('\t')) + "\"} ")
                .toList();
        assertThat(new Machine(folder).collector(new NetworkRouteCollector()).samples())
                .contains(devices)
                .matches(
                        "(node_network_route_info\\{dest=\"(default|[0-9a-f.:]+/\\d+)\",.*} 1\n|node_network_routes\\{device=\".*\"} \\d+\n)*");
    }

    @Test
    void reportsMalformedMessages() {
        NetlinkBytes hops = new NetlinkBytes().u16(4).u8(0, 0).u32(2);
        assertThatThrownBy(
                        () -> collector(route(0, 3, UNICAST).attribute(9, hops)).page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: a next hop of 4 bytes at 0 of 8");
        NetlinkBytes good = route(24, 2, UNICAST)
                .attribute(1, hex("0a000000"))
                .attribute(9, new NetlinkBytes().u16(16).u8(0, 0).u32(2).attribute(5, hex("0a000002")));
        Damage.netlink(good.toArray(), NetworkRouteCollector.Route::parse);
    }

    /** A struct rtmsg. */
    private static NetlinkBytes route(int prefix, int protocol, int type) {
        return new NetlinkBytes().u8(2, prefix, 0, 0, 254, protocol, 0, type).u32(0);
    }

    private static NetlinkBytes hex(String bytes) {
        return new NetlinkBytes().hex(bytes);
    }

    private MachineCollector collector(NetlinkBytes... messages) {
        List<NetlinkData> data = Arrays.stream(messages).map(NetlinkBytes::data).toList();
        return new Machine(folder).collector((host, out) -> NetworkRouteCollector.emit(out, NAMES, data));
    }
}
