package io.github.ecsmonitoring.exporter.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.host.io.StringCache;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkModeTest {
    private final Map<String, LinkMode> modes = new HashMap<>();

    @Test
    void readsSpeedAndDuplexOfADevice() throws IOException {
        LinkMode.parse(mode("eth0", 10000, 1), modes);
        LinkMode.parse(mode("eth1", 10, 0), modes);
        LinkMode.parse(mode("eth2", LinkMode.UNKNOWN_SPEED, 255), modes);
        assertThat(modes)
                .containsOnly(
                        Map.entry("eth0", new LinkMode(10000, "Full")),
                        Map.entry("eth1", new LinkMode(10, "Half")),
                        Map.entry("eth2", new LinkMode(LinkMode.UNKNOWN_SPEED, "Unknown")));
    }

    @Test
    void reportsUnknownForADeviceWithoutSpeedAndDuplex() throws IOException {
        LinkMode.parse(header("eth0").data(), modes);
        LinkMode.parse(new NetlinkBytes().u32(0).data(), modes);
        assertThat(modes).containsOnly(Map.entry("eth0", new LinkMode(LinkMode.UNKNOWN_SPEED, "Unknown")));
    }

    @Test
    void readsTheLinkModesOfThisMachine() throws IOException {
        try (Netlink generic = Netlink.open(Netlink.GENERIC, new StringCache(4))) {
            Map<String, LinkMode> all = LinkMode.list(generic);
            assertThat(all.values()).extracting(LinkMode::duplex).isSubsetOf("Half", "Full", "Unknown");
            try (Netlink route = Netlink.open(Netlink.ROUTE, new StringCache(4))) {
                assertThat(Link.names(route).values()).containsAll(all.keySet());
            }
        } catch (IOException kernelBefore56) {
            assertThat(kernelBefore56).hasMessage("netlink request 16: no such file or directory");
        }
    }

    @Test
    void rejectsMalformedMessages() {
        assertThatThrownBy(() -> LinkMode.parse(new NetlinkBytes().u8(1).data(), modes))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected 0 bytes at 4 of 1");
        assertThatThrownBy(() -> LinkMode.parse(
                        header("eth0").attribute(5, new NetlinkBytes().u8(1)).data(), modes))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected 4 bytes at 0 of 1");
    }

    private static NetlinkData mode(String device, long megabits, int duplex) {
        return header(device)
                .attribute(5, new NetlinkBytes().u32(megabits))
                .attribute(6, new NetlinkBytes().u8(duplex))
                .data();
    }

    private static NetlinkBytes header(String device) {
        return new NetlinkBytes()
                .u32(0)
                .attribute(
                        0x8001,
                        new NetlinkBytes()
                                .attribute(1, new NetlinkBytes().u32(2))
                                .text(2, device));
    }
}
