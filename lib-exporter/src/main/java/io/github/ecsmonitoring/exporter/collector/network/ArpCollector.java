package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NumberCounts;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * IPv4 neighbors by device: by netlink, or with {@code --no-collector.arp.netlink} from {@code /proc/net/arp}.
 *
 * <pre>
 * node_arp_entries{device="eth0"} 3
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/arp.7.html">arp(7)</a>
 */
public final class ArpCollector implements Collector {
    private static final int RTM_GETNEIGH = 30;
    private static final int HEADER = 12;
    private static final int AF_INET = 2;
    /** The state of entries that need no address resolution (loopback, multicast), which the file omits. */
    private static final int NUD_NOARP = 0x40;

    private static final int COLUMNS = 6;

    private final NameFilter devices;
    private final boolean netlink;

    private ArpCollector(NameFilter devices, boolean netlink) {
        this.devices = devices;
        this.netlink = netlink;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declare(flags, "collector.arp.device", "arp devices", "");
        Flag<Boolean> netlink =
                flags.toggle("collector.arp.netlink", true, "Use netlink to gather stats instead of /proc/net/arp.");
        return log -> new ArpCollector(devices.get(), netlink.value());
    }

    /** The number of lines by device, their last column. */
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

    /** Counts a message by the index of its device. */
    static void count(NetlinkData neighbor, NumberCounts devices) throws IOException {
        if (neighbor.u8(0) == AF_INET && (neighbor.u16(8) & NUD_NOARP) == 0) {
            devices.add(neighbor.u32(4));
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        if (netlink) {
            collectByNetlink(host, out);
        } else {
            parse(host.proc("net/arp")).forEach((device, count) -> emit(out, device, count));
        }
    }

    private void collectByNetlink(HostReader host, MetricSink out) throws IOException {
        byte[] request = new byte[HEADER];
        request[0] = AF_INET;
        NumberCounts neighbors = new NumberCounts();
        Netlink route = host.netlink(Netlink.ROUTE);
        route.each(RTM_GETNEIGH, request, message -> count(message, neighbors));
        for (int i = 0; i < neighbors.size(); i++) {
            String device = Link.name(route, neighbors.number(i));
            if (device != null) { // null for a device that was removed since
                emit(out, device, neighbors.count(i));
            }
        }
    }

    private void emit(MetricSink out, String device, int count) {
        if (devices.shows(device)) {
            out.gauge("node_arp_entries", "ARP entries by device", count, "device", device);
        }
    }
}
