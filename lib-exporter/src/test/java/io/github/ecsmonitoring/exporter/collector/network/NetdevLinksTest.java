package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetdevLinksTest {
    private static final int STATS = 7;
    private static final int STATS64 = 23;

    @TempDir
    Path folder;

    private final NetdevLinks legacy = new NetdevLinks(false);
    private final NetdevLinks detailed = new NetdevLinks(true);

    @Test
    void sumsCountersUpAsInProcNetDev() throws IOException {
        assertThat(legacy.counters())
                .containsExactly(
                        "receive_packets",
                        "transmit_packets",
                        "receive_bytes",
                        "transmit_bytes",
                        "receive_errs",
                        "transmit_errs",
                        "receive_drop",
                        "transmit_drop",
                        "receive_multicast",
                        "transmit_colls",
                        "receive_frame",
                        "receive_fifo",
                        "transmit_carrier",
                        "transmit_fifo",
                        "receive_compressed",
                        "transmit_compressed",
                        "receive_nohandler");
        assertThat(counters(legacy, wide(25)))
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 7 + 16, 8, 9, 10, 11 + 12 + 13 + 14, 15, 17 + 18 + 20 + 21, 19, 22, 23, 24);
    }

    @Test
    void readsAllCountersInDetail() throws IOException {
        assertThat(detailed.counters())
                .hasSize(24)
                .startsWith("receive_packets")
                .contains("multicast", "receive_missed_errors")
                .endsWith("receive_nohandler");
        assertThat(counters(detailed, wide(24)))
                .containsExactly(LongStream.rangeClosed(1, 24).asDoubleStream().toArray());
    }

    @Test
    void reads32BitCountersWithout64BitCounters() throws IOException {
        NetlinkBytes narrow =
                new NetlinkBytes().u32(LongStream.rangeClosed(1, 24).toArray());
        assertThat(counters(detailed, device("eth0").attribute(STATS, narrow)))
                .containsExactly(LongStream.rangeClosed(1, 24).asDoubleStream().toArray());
    }

    @Test
    void omitsCounterThatOldKernelLacks() throws IOException {
        assertThat(counters(legacy, wide(23))).hasSize(16).endsWith(22, 23);
    }

    @Test
    void readsUnsigned64BitCounters() throws IOException {
        long[] values = new long[24];
        values[2] = -1;
        assertThat(counters(detailed, device("eth0").attribute(STATS64, new NetlinkBytes().u64(values)))[2])
                .isEqualTo(0x1p64);
    }

    @Test
    void omitsDeviceWithoutCounters() throws IOException {
        legacy.new MessageReader().read(device("eth0").data(), (name, counters, size) -> fail(name));
    }

    @Test
    void findsLoopbackDeviceOfThisMachine() throws IOException {
        List<String> names = new ArrayList<>();
        new Machine(folder)
                .collector((host, out) -> legacy.read(host, (name, values, size) -> names.add(name)))
                .page();
        assertThat(names).contains("lo");
    }

    @Test
    void reportsMalformedMessages() {
        assertThatThrownBy(() -> counters(legacy, wide(22)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected at least 23 counters of a network device, got 22 in an attribute of 176");
        assertThatThrownBy(() -> Link.parse(new NetlinkBytes().u32(0, 1, 2, 3).data()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected the attribute IFLA_IFNAME from byte 16 of 16");
        Damage.netlink(wide(25).toArray(), message -> {
            List<String> names = new ArrayList<>();
            legacy.new MessageReader().read(message, (name, counters, size) -> names.add(name));
            return names;
        });
    }

    private static double[] counters(NetdevLinks links, NetlinkBytes message) throws IOException {
        List<double[]> devices = new ArrayList<>();
        links.new MessageReader().read(message.data(), (name, counters, size) -> {
            assertThat(name).isEqualTo("eth0");
            devices.add(Arrays.copyOf(counters, size));
        });
        return devices.getFirst();
    }

    private static NetlinkBytes wide(int counters) {
        return device("eth0")
                .attribute(
                        STATS64,
                        new NetlinkBytes()
                                .u64(LongStream.rangeClosed(1, counters).toArray()));
    }

    /** A struct ifinfomsg and the device's name. */
    private static NetlinkBytes device(String name) {
        return new NetlinkBytes().u8(0, 0).u16(1).u32(2, 0x1043, 0).text(3, name);
    }
}
