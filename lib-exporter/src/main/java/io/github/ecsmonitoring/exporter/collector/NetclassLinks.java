package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.LinkMode;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The part of {@link NetclassCollector} behind {@code --collector.netclass.netlink}: the same properties in one request
 * for all devices, which on a machine with thousands of them takes a fraction of the time of their files. With
 * {@code --collector.netclass_rtnl.with-stats} their counters as well; then netdev should be off, since the names are
 * the same.
 */
final class NetclassLinks {
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_BROADCAST = 2;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_OPERSTATE = 16;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_STATS64 = 23;
    private static final int IFLA_PROP_LIST = 52;
    private static final int IFLA_ALT_IFNAME = 53;
    private static final String[] OPERSTATES = {
        "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"
    };
    private static final int UP = 6;

    private record Property(int attribute, int bytes, String metric, MetricType type) {}

    /** "dormant" is the link mode too, as in node_exporter. */
    private static final List<Property> PROPERTIES = List.of(
            new Property(33, 1, "carrier", MetricType.GAUGE),
            new Property(35, 4, "carrier_changes_total", MetricType.COUNTER),
            new Property(47, 4, "carrier_up_changes_total", MetricType.COUNTER),
            new Property(48, 4, "carrier_down_changes_total", MetricType.COUNTER),
            new Property(17, 1, "iface_link_mode", MetricType.GAUGE),
            new Property(17, 1, "dormant", MetricType.GAUGE),
            new Property(4, 4, "mtu_bytes", MetricType.GAUGE),
            new Property(27, 4, "net_dev_group", MetricType.GAUGE),
            new Property(13, 4, "transmit_queue_length", MetricType.GAUGE));

    /** Netlink does not tell these; to read their files takes no lock that the network needs. */
    private static final String[][] FILES = {
        {"addr_assign_type", "address_assign_type"}, {"dev_id", "device_id"}, {"name_assign_type", "name_assign_type"},
    };

    private final SysFolder folder;
    private final NameFilter shown;
    private final boolean statistics;
    private final Log log;

    NetclassLinks(SysFolder folder, NameFilter shown, boolean statistics, Log log) {
        this.folder = folder;
        this.shown = shown;
        this.statistics = statistics;
        this.log = log;
    }

    void collect(MetricSink out) throws IOException {
        List<Link> links;
        try (Netlink route = Netlink.open(Netlink.ROUTE)) {
            links = Link.list(route);
        }
        emit(out, links, modes());
    }

    private Map<String, LinkMode> modes() {
        try {
            return LinkMode.list();
        } catch (IOException unavailable) {
            log.info(
                    "no duplex and speed of network devices, since the kernel's ethtool does not answer",
                    "err",
                    unavailable.getMessage());
            return Map.of();
        }
    }

    void emit(MetricSink out, List<Link> links, Map<String, LinkMode> modes) throws IOException {
        for (Link link : links) {
            if (shown.shows(link.name())) {
                LinkMode mode = modes.get(link.name());
                emitInfo(out, link, mode == null ? "" : mode.duplex());
                emitNumbers(out, link, mode);
                if (statistics) {
                    emitStatistics(out, link);
                }
            }
        }
    }

    private static void emitInfo(MetricSink out, Link link, String duplex) throws IOException {
        Map<Integer, NetlinkData> attributes = link.attributes();
        NetlinkData operstate = attributes.get(IFLA_OPERSTATE);
        int state = operstate == null ? 0 : operstate.u8(0);
        out.gauge(
                "node_network_up",
                "Value is 1 if operstate is 'up', 0 otherwise.",
                state == UP ? 1 : 0,
                "device",
                link.name());
        NetlinkData alias = attributes.get(IFLA_IFALIAS);
        out.gauge(
                "node_network_info",
                "Non-numeric data of <iface>, value is always 1.",
                1,
                "device",
                link.name(),
                "address",
                hex(attributes.get(IFLA_ADDRESS)),
                "broadcast",
                hex(attributes.get(IFLA_BROADCAST)),
                "duplex",
                duplex,
                "operstate",
                state < OPERSTATES.length ? OPERSTATES[state] : "unknown",
                "ifalias",
                alias == null ? "" : alias.text());
        NetlinkData names = attributes.get(IFLA_PROP_LIST);
        for (NetlinkData.Attribute name : names == null ? List.<NetlinkData.Attribute>of() : names.attributeList(0)) {
            if (name.type() == IFLA_ALT_IFNAME && !name.value().text().isEmpty()) {
                out.gauge(
                        "node_network_altnames_info",
                        "Non-numeric data of <iface> altname, value is always 1.",
                        1,
                        "altname",
                        name.value().text(),
                        "device",
                        link.name());
            }
        }
    }

    private void emitNumbers(MetricSink out, Link link, LinkMode mode) throws IOException {
        for (Property property : PROPERTIES) {
            NetlinkData value = link.attributes().get(property.attribute);
            if (value != null) {
                add(out, property.type, property.metric, property.bytes == 1 ? value.u8(0) : value.u32(0), link);
            }
        }
        // A device that lies on no other one has no such attribute: then it is its own.
        NetlinkData lower = link.attributes().get(IFLA_LINK);
        long lowerIndex = lower == null ? 0 : lower.u32(0);
        add(out, MetricType.GAUGE, "iface_link", lowerIndex > 0 ? lowerIndex : link.index(), link);
        add(out, MetricType.GAUGE, "iface_id", link.index(), link);
        add(out, MetricType.GAUGE, "flags", link.flags(), link);
        add(out, MetricType.GAUGE, "protocol_type", link.type(), link);
        if (mode != null && mode.megabits() != LinkMode.UNKNOWN_SPEED) {
            add(out, MetricType.GAUGE, "speed_bytes", mode.megabits() * NetclassCollector.MEGABIT / 8, link);
        }
        for (String[] file : FILES) {
            long number = NetclassCollector.number(folder.in(link.name()), file[0]);
            if (number != NetclassCollector.NONE) {
                add(out, MetricType.GAUGE, file[1], number, link);
            }
        }
    }

    private static void emitStatistics(MetricSink out, Link link) throws IOException {
        NetlinkData counters = link.attributes().get(IFLA_STATS64);
        for (int i = 0;
                counters != null && i < Math.min(NetdevLinks.DETAILED.size(), counters.length() / Long.BYTES);
                i++) {
            add(
                    out,
                    MetricType.GAUGE,
                    NetdevLinks.DETAILED.get(i) + "_total",
                    NetlinkData.toDouble(counters.u64(i * Long.BYTES)),
                    link);
        }
    }

    private static void add(MetricSink out, MetricType type, String metric, double value, Link link) {
        out.add(type, "node_network_" + metric, "Network device property: " + metric, value, "device", link.name());
    }

    private static String hex(NetlinkData address) {
        return address == null ? "" : HexFormat.ofDelimiter(":").formatHex(address.toArray());
    }
}
