package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counters of the network devices, by netlink: the 24 of struct rtnl_link_stats64, as they are or summed up as in
 * {@code /proc/net/dev}.
 *
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Kernel: interface statistics</a>
 */
final class NetdevLinks implements NetdevSource {
    private static final int IFLA_STATS = 7;
    private static final int IFLA_STATS64 = 23;

    /** A counter of the struct, and the column of /proc/net/dev to which the kernel adds it. */
    private record Counter(String name, String column) {}

    private static final List<Counter> STRUCT = List.of(
            new Counter("receive_packets", "receive_packets"),
            new Counter("transmit_packets", "transmit_packets"),
            new Counter("receive_bytes", "receive_bytes"),
            new Counter("transmit_bytes", "transmit_bytes"),
            new Counter("receive_errors", "receive_errs"),
            new Counter("transmit_errors", "transmit_errs"),
            new Counter("receive_dropped", "receive_drop"),
            new Counter("transmit_dropped", "transmit_drop"),
            new Counter("multicast", "receive_multicast"),
            new Counter("collisions", "transmit_colls"),
            new Counter("receive_length_errors", "receive_frame"),
            new Counter("receive_over_errors", "receive_frame"),
            new Counter("receive_crc_errors", "receive_frame"),
            new Counter("receive_frame_errors", "receive_frame"),
            new Counter("receive_fifo_errors", "receive_fifo"),
            new Counter("receive_missed_errors", "receive_drop"),
            new Counter("transmit_aborted_errors", "transmit_carrier"),
            new Counter("transmit_carrier_errors", "transmit_carrier"),
            new Counter("transmit_fifo_errors", "transmit_fifo"),
            new Counter("transmit_heartbeat_errors", "transmit_carrier"),
            new Counter("transmit_window_errors", "transmit_carrier"),
            new Counter("receive_compressed", "receive_compressed"),
            new Counter("transmit_compressed", "transmit_compressed"),
            new Counter("receive_nohandler", "receive_nohandler"));

    private final List<String> counters;
    /** The index in {@link #counters} of each counter of the struct. */
    private final int[] indexes;

    /** A source with all counters ({@code --collector.netdev.enable-detailed-metrics}) or those of /proc/net/dev. */
    NetdevLinks(boolean detailed) {
        List<String> names = names(detailed);
        this.counters = names.stream().distinct().toList();
        this.indexes = names.stream().mapToInt(counters::indexOf).toArray();
    }

    /** The counters in the order of the struct, by their own names or those of the columns. */
    static List<String> names(boolean detailed) {
        List<String> names = new ArrayList<>();
        for (Counter counter : STRUCT) {
            names.add(detailed ? counter.name : counter.column);
        }
        return names;
    }

    @Override
    public List<String> counters() {
        return counters;
    }

    @Override
    public void read(HostReader host, Devices out) throws IOException {
        MessageReader reader = new MessageReader();
        Netlink route = host.netlink(Netlink.ROUTE);
        Link.each(route, message -> reader.read(message, out));
    }

    /** Reads one message after the other into the same arrays. */
    final class MessageReader {
        private final long[] sums = new long[counters.size()];
        private final double[] values = new double[counters.size()];

        /**
         * Omits a device without counters. A kernel before 4.6 does not have the last counter, packets without a
         * handler.
         */
        void read(NetlinkData message, Devices out) throws IOException {
            String name = Link.name(message);
            int wide = message.attribute(Link.HEADER, IFLA_STATS64);
            int narrow = message.attribute(Link.HEADER, IFLA_STATS);
            if (wide >= 0) {
                out.device(name, values, read(message, wide, Long.BYTES));
            } else if (narrow >= 0) {
                out.device(name, values, read(message, narrow, Integer.BYTES));
            }
        }

        /** Returns the number of values that the message has. */
        private int read(NetlinkData message, int from, int size) throws IOException {
            int present = message.valueLength(from) / size;
            if (present < STRUCT.size() - 1) {
                throw message.part(from, present * size)
                        .malformed("expected at least " + (STRUCT.size() - 1) + " counters of a network device, got "
                                + present + " in an attribute");
            }
            Arrays.fill(sums, 0);
            for (int i = 0; i < Math.min(present, STRUCT.size()); i++) {
                int place = from + i * size;
                sums[indexes[i]] += size == Long.BYTES ? message.u64(place) : message.u32(place);
            }
            for (int i = 0; i < sums.length; i++) {
                values[i] = KernelNumber.toDouble(sums[i]);
            }
            return present < STRUCT.size() ? values.length - 1 : values.length;
        }
    }
}
