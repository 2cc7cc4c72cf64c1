package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The part of {@link NetdevCollector} that reads the counters of a netlink message: the 24 of struct rtnl_link_stats64,
 * as they are or added up as {@code /proc/net/dev} does it.
 *
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Kernel: interface statistics</a>
 */
final class NetdevLinks {
    private static final int IFLA_STATS = 7;
    private static final int IFLA_STATS64 = 23;

    /** The counters of the message, in its order. */
    static final List<String> DETAILED = List.of(
            "receive_packets",
            "transmit_packets",
            "receive_bytes",
            "transmit_bytes",
            "receive_errors",
            "transmit_errors",
            "receive_dropped",
            "transmit_dropped",
            "multicast",
            "collisions",
            "receive_length_errors",
            "receive_over_errors",
            "receive_crc_errors",
            "receive_frame_errors",
            "receive_fifo_errors",
            "receive_missed_errors",
            "transmit_aborted_errors",
            "transmit_carrier_errors",
            "transmit_fifo_errors",
            "transmit_heartbeat_errors",
            "transmit_window_errors",
            "receive_compressed",
            "transmit_compressed",
            "receive_nohandler");

    /** Under which name of /proc/net/dev each of {@link #DETAILED} is counted. */
    private static final List<String> LEGACY = List.of(
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
            "receive_frame",
            "receive_frame",
            "receive_frame",
            "receive_fifo",
            "receive_drop",
            "transmit_carrier",
            "transmit_carrier",
            "transmit_fifo",
            "transmit_carrier",
            "transmit_carrier",
            "receive_compressed",
            "transmit_compressed",
            "receive_nohandler");

    private final List<String> families;
    /** The family of each counter of the message. */
    private final int[] familyOf;

    NetdevLinks(boolean detailed) {
        List<String> names = detailed ? DETAILED : LEGACY;
        this.families = names.stream().distinct().toList();
        this.familyOf = names.stream().mapToInt(families::indexOf).toArray();
    }

    List<String> families() {
        return families;
    }

    void read(NetdevCollector.Devices out) throws IOException {
        Counters counters = new Counters();
        try (Netlink route = Netlink.open(Netlink.ROUTE)) {
            Link.each(route, message -> counters.read(message, out));
        }
    }

    /** The counters of one device after the other. */
    final class Counters {
        private final long[] sums = new long[families.size()];
        private final double[] values = new double[families.size()];

        /**
         * A device without counters is left out; a kernel before 4.6 does not count packets without a handler, the last
         * family.
         */
        void read(NetlinkData message, NetdevCollector.Devices out) throws IOException {
            String name = Link.name(message);
            int wide = message.attribute(Link.HEADER, IFLA_STATS64);
            int narrow = message.attribute(Link.HEADER, IFLA_STATS);
            if (wide >= 0) {
                out.device(name, values, read(message, wide, Long.BYTES));
            } else if (narrow >= 0) {
                out.device(name, values, read(message, narrow, Integer.BYTES));
            }
        }

        /** The number of families that are there. */
        private int read(NetlinkData message, int from, int size) throws IOException {
            int present = message.valueLength(from) / size;
            if (present < DETAILED.size() - 1) {
                throw message.part(from, present * size).malformed("only " + present + " counters of a network device");
            }
            Arrays.fill(sums, 0);
            for (int i = 0; i < Math.min(present, DETAILED.size()); i++) {
                int place = from + i * size;
                sums[familyOf[i]] += size == Long.BYTES ? message.u64(place) : message.u32(place);
            }
            for (int i = 0; i < sums.length; i++) {
                values[i] = NetlinkData.toDouble(sums[i]);
            }
            return present < DETAILED.size() ? values.length - 1 : values.length;
        }
    }
}
