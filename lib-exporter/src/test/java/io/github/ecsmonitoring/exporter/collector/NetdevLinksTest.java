package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NetdevLinksTest {
    private static final int STATS = 7;
    private static final int STATS64 = 23;

    private final NetdevLinks legacy = new NetdevLinks(false);
    private final NetdevLinks detailed = new NetdevLinks(true);

    @Test
    void addsTheCountersUpAsTheFileDoes() throws IOException {
        assertThat(legacy.families())
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
    void showsEachCounterOnRequest() throws IOException {
        assertThat(detailed.families())
                .hasSize(24)
                .startsWith("receive_packets")
                .contains("multicast", "receive_missed_errors")
                .endsWith("receive_nohandler");
        assertThat(counters(detailed, wide(24)))
                .containsExactly(LongStream.rangeClosed(1, 24).asDoubleStream().toArray());
    }

    @Test
    void readsCountersOf32BitsWhereThereAreNoOthers() throws IOException {
        NetlinkBytes narrow =
                new NetlinkBytes().u32(LongStream.rangeClosed(1, 24).toArray());
        assertThat(counters(detailed, device("eth0").attribute(STATS, narrow)))
                .containsExactly(LongStream.rangeClosed(1, 24).asDoubleStream().toArray());
    }

    @Test
    void leavesOutWhatAnOldKernelDoesNotCount() throws IOException {
        assertThat(counters(legacy, wide(23))).hasSize(16).endsWith(22, 23);
    }

    @Test
    void readsCountersUpTo64Bits() throws IOException {
        long[] values = new long[24];
        values[2] = -1;
        assertThat(counters(detailed, device("eth0").attribute(STATS64, new NetlinkBytes().u64(values)))[2])
                .isEqualTo(0x1p64);
    }

    @Test
    void leavesOutADeviceWithoutCounters() throws IOException {
        legacy.new Counters().read(device("eth0").data(), (name, counters, size) -> fail(name));
    }

    @Test
    void findsTheLoopbackDeviceOfThisMachine() throws IOException {
        List<String> names = new ArrayList<>();
        legacy.read((name, counters, size) -> names.add(name));
        assertThat(names).contains("lo");
    }

    @Test
    void saysWhatIsWrongWithAMessage() {
        assertThatThrownBy(() -> counters(legacy, wide(22)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: only 22 counters of a network device of 176");
        assertThatThrownBy(() -> Link.parse(new NetlinkBytes().u32(0, 1, 2, 3).data()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected the attribute IFLA_IFNAME from byte 16 of 16");
        Damage.netlink(wide(25).toArray(), message -> {
            List<String> names = new ArrayList<>();
            legacy.new Counters().read(message, (name, counters, size) -> names.add(name));
            return names;
        });
    }

    private static double[] counters(NetdevLinks links, NetlinkBytes message) throws IOException {
        List<double[]> devices = new ArrayList<>();
        links.new Counters().read(message.data(), (name, counters, size) -> {
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
