package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Neighbours in IPv4 networks by device: by netlink, or with {@code --no-collector.arp.netlink} from
 * {@code /proc/net/arp}.
 *
 * <pre>
 * node_arp_entries{device="eth0"} 3
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/arp.7.html">arp(7)</a>
 */
final class ArpCollector implements Collector {
    private static final int RTM_GETNEIGH = 30;
    private static final int HEADER = 12;
    private static final int AF_INET = 2;
    /** No address has to be looked up (loopback, multicast); the file leaves such entries out. */
    private static final int NUD_NOARP = 0x40;

    private static final int COLUMNS = 6;

    private final HostPaths paths;
    private final NameFilter devices;
    private final boolean netlink;

    private ArpCollector(HostPaths paths, NameFilter devices, boolean netlink) {
        this.paths = paths;
        this.devices = devices;
        this.netlink = netlink;
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declare(flags, "collector.arp.device", "arp devices", "");
        Flag<Boolean> netlink =
                flags.toggle("collector.arp.netlink", true, "Use netlink to gather stats instead of /proc/net/arp.");
        return (paths, log) -> new ArpCollector(paths, devices.get(), netlink.value());
    }

    /** The number of lines by their last column, the device. */
    static Map<String, Integer> parse(KernelText text) throws IOException {
        Map<String, Integer> entries = new TreeMap<>();
        text.firstLine();
        while (text.nextLine()) {
            int columns = text.fieldCount();
            if (columns == 0) {
                continue;
            }
            if (columns != COLUMNS) {
                throw text.malformed("expected " + COLUMNS + " columns, got " + columns);
            }
            text.nextString();
            text.nextString();
            if (!text.nextString().startsWith("0x")) {
                throw text.expected("flags in hex");
            }
            text.nextString();
            text.nextString();
            entries.merge(text.nextString(), 1, Integer::sum);
        }
        return entries;
    }

    /** The number of messages by the device's index. */
    static void count(NetlinkData neighbour, Tally devices) throws IOException {
        if (neighbour.u8(0) == AF_INET && (neighbour.u16(8) & NUD_NOARP) == 0) {
            devices.add(neighbour.u32(4));
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        if (netlink) {
            ask(out);
        } else {
            parse(paths.readProc("net/arp")).forEach((device, count) -> emit(out, device, count));
        }
    }

    /** A device that went away meanwhile has no name and is left out. */
    private void ask(MetricSink out) throws IOException {
        byte[] request = new byte[HEADER];
        request[0] = AF_INET;
        Tally neighbours = new Tally();
        try (Netlink route = Netlink.open(Netlink.ROUTE)) {
            route.each(RTM_GETNEIGH, request, message -> count(message, neighbours));
            for (int i = 0; i < neighbours.size(); i++) {
                String device = Link.name(route, neighbours.number(i));
                if (device != null) {
                    emit(out, device, neighbours.count(i));
                }
            }
        }
    }

    private void emit(MetricSink out, String device, int count) {
        if (devices.shows(device)) {
            out.gauge("node_arp_entries", "ARP entries by device", count, "device", device);
        }
    }
}
