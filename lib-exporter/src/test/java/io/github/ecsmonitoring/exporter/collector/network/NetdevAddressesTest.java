package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetdevAddressesTest {
    private static final Map<Long, String> NAMES = Map.of(2L, "eth0", 3L, "tun0", 4L, "veth1");

    @TempDir
    Path folder;

    @Test
    void showsAddressesOfSelectedDevices() throws IOException {
        List<NetlinkData> messages = List.of(
                address(2, 20)
                        .attribute(1, hex("0a000107"))
                        .attribute(2, hex("0a000107"))
                        .data(),
                address(2, 64)
                        .attribute(1, hex("fe800000 00000000 00000000 00000001"))
                        .data(),
                address(3, 32)
                        .attribute(1, hex("0a090002"))
                        .attribute(2, hex("0a090001"))
                        .data(),
                address(4, 24).attribute(1, hex("ac110001")).data(),
                address(9, 24).attribute(1, hex("ac120001")).data(),
                address(2, 24).data());
        assertThat(page(messages)).isEqualTo("""
                # HELP node_network_address_info node network address by device
                # TYPE node_network_address_info gauge
                node_network_address_info{address="10.0.1.7",device="eth0",netmask="20",scope="global"} 1
                node_network_address_info{address="10.9.0.1",device="tun0",netmask="32",scope="global"} 1
                node_network_address_info{address="fe80::1",device="eth0",netmask="64",scope="link-local"} 1
                """);
    }

    @Test
    void findsLoopbackAddressOfThisMachine() throws IOException {
        assertThat(new Machine(folder)
                        .collector((host, out) -> NetdevAddresses.collect(host, out, filter()))
                        .samples())
                .contains(
                        "node_network_address_info{address=\"127.0.0.1\",device=\"lo\",netmask=\"8\",scope=\"link-local\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "7f000001, link-local",
        "a9fe0001, link-local",
        "e0000001, link-local",
        "0a000001, global",
        "c0000201, global",
        "00000000, ''",
        "ffffffff, ''",
        "e8000001, ''",
        "00000000000000000000000000000001, link-local",
        "fe800000000000000000000000000001, link-local",
        "ff020000000000000000000000000001, link-local",
        "ff010000000000000000000000000001, interface-local",
        "20010db8000000000000000000000001, global",
        "fd000000000000000000000000000001, global",
        "00000000000000000000000000000000, ''",
    })
    void derivesScopeFromAddress(String address, String scope) throws IOException {
        assertThat(NetdevAddresses.scope(HexFormat.of().parseHex(address))).isEqualTo(scope);
    }

    @Test
    void readsDamagedMessagesOrReportsTheProblem() {
        Damage.netlink(
                address(2, 20)
                        .attribute(1, hex("0a000107"))
                        .attribute(2, hex("0a000107"))
                        .toArray(),
                message -> page(List.of(message)));
    }

    private String page(List<NetlinkData> messages) throws IOException {
        return new Machine(folder)
                .collector((host, out) -> NetdevAddresses.emit(out, filter(), NAMES, messages))
                .page();
    }

    /** A struct ifaddrmsg. */
    private static NetlinkBytes address(int device, int prefix) {
        return new NetlinkBytes().u8(2, prefix, 0, 0).u32(device);
    }

    private static NetlinkBytes hex(String bytes) {
        return new NetlinkBytes().hex(bytes);
    }

    private static NameFilter filter() {
        Flags flags = new Flags();
        Supplier<NameFilter> filter = NameFilter.declare(flags, "d.device", "devices", "");
        flags.parse(List.of("--d.device-exclude=^veth"));
        return filter.get();
    }
}
