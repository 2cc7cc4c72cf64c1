package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.LinkMode;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The netclass collector with {@code --collector.netclass.netlink}: one request returns the properties of all devices,
 * which takes a fraction of the time of reading their files on a machine with thousands of them. With
 * {@code --collector.netclass_rtnl.with-stats} it exposes their counters too; disable netdev then, since the metric
 * names are the same.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
final class NetclassLinks implements Collector {
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_BROADCAST = 2;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_OPERSTATE = 16;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_STATS64 = 23;
    private static final int IFLA_PROP_LIST = 52;
    private static final int IFLA_ALT_IFNAME = 53;
    private static final List<String> OPERSTATES =
            List.of("unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up");
    private static final int UP = OPERSTATES.indexOf("up");

    /** An attribute of one or four bytes. */
    private record NumberAttribute(int type, int bytes, NetclassProperty property) {}

    /** The link mode is exposed as "dormant" as well, as in node_exporter. */
    private static final List<NumberAttribute> ATTRIBUTES = List.of(
            new NumberAttribute(33, 1, NetclassProperty.gauge("carrier")),
            new NumberAttribute(35, 4, NetclassProperty.counter("carrier_changes_total")),
            new NumberAttribute(47, 4, NetclassProperty.counter("carrier_up_changes_total")),
            new NumberAttribute(48, 4, NetclassProperty.counter("carrier_down_changes_total")),
            new NumberAttribute(17, 1, NetclassProperty.gauge("iface_link_mode")),
            new NumberAttribute(17, 1, NetclassProperty.gauge("dormant")),
            new NumberAttribute(4, 4, NetclassProperty.gauge("mtu_bytes")),
            new NumberAttribute(27, 4, NetclassProperty.gauge("net_dev_group")),
            new NumberAttribute(13, 4, NetclassProperty.gauge("transmit_queue_length")));

    private static final NetclassProperty IFACE_LINK = NetclassProperty.gauge("iface_link");
    private static final NetclassProperty IFACE_ID = NetclassProperty.gauge("iface_id");
    private static final NetclassProperty FLAGS = NetclassProperty.gauge("flags");
    private static final NetclassProperty PROTOCOL_TYPE = NetclassProperty.gauge("protocol_type");

    /** Properties that netlink does not have; reading these files takes no lock of the kernel's network stack. */
    private static final List<NetclassFile> FILES = List.of(
            NetclassFile.gauge("addr_assign_type", "address_assign_type"),
            NetclassFile.gauge("dev_id", "device_id"),
            NetclassFile.gauge("name_assign_type", "name_assign_type"));

    private static final List<NetclassProperty> STATISTICS = NetdevLinks.names(true).stream()
            .map(counter -> NetclassProperty.gauge(counter + "_total"))
            .toList();

    private final NameFilter shown;
    private final boolean statistics;
    private final Log log;

    NetclassLinks(NameFilter shown, boolean statistics, Log log) {
        this.shown = shown;
        this.statistics = statistics;
        this.log = log;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<Link> links = Link.list(host.netlink(Netlink.ROUTE));
        emit(host.sys(NetworkDevices.FOLDER), out, links, modes(host));
    }

    private Map<String, LinkMode> modes(HostReader host) {
        try {
            return LinkMode.list(host.netlink(Netlink.GENERIC));
        } catch (IOException unavailable) {
            log.info(
                    "duplex and speed of network devices are unavailable: the kernel's ethtool netlink family failed",
                    "err",
                    unavailable.getMessage());
            return Map.of();
        }
    }

    void emit(SysFolder devices, MetricSink out, List<Link> links, Map<String, LinkMode> modes) throws IOException {
        for (Link link : links) {
            if (shown.shows(link.name())) {
                LinkMode mode = modes.get(link.name());
                emitInfo(out, link, mode == null ? "" : mode.duplex());
                emitAlternativeNames(out, link);
                emitNumbers(out, link);
                if (mode != null && mode.megabits() != LinkMode.UNKNOWN_SPEED) {
                    NetclassProperty.emitSpeed(out, link.name(), mode.megabits());
                }
                SysFolder device = devices.folder(link.name());
                for (NetclassFile file : FILES) {
                    file.emit(out, device);
                }
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
                state < OPERSTATES.size() ? OPERSTATES.get(state) : "unknown",
                "ifalias",
                alias == null ? "" : alias.text());
    }

    private static void emitAlternativeNames(MetricSink out, Link link) throws IOException {
        NetlinkData properties = link.attributes().get(IFLA_PROP_LIST);
        if (properties == null) {
            return;
        }
        for (NetlinkData.Attribute property : properties.attributeList(0)) {
            if (property.type() == IFLA_ALT_IFNAME && !property.value().text().isEmpty()) {
                out.gauge(
                        "node_network_altnames_info",
                        "Non-numeric data of <iface> altname, value is always 1.",
                        1,
                        "altname",
                        property.value().text(),
                        "device",
                        link.name());
            }
        }
    }

    private static void emitNumbers(MetricSink out, Link link) throws IOException {
        for (NumberAttribute attribute : ATTRIBUTES) {
            NetlinkData value = link.attributes().get(attribute.type);
            if (value != null) {
                attribute.property.emit(out, link.name(), attribute.bytes == 1 ? value.u8(0) : value.u32(0));
            }
        }
        // Only a device on top of another one has IFLA_LINK; sysfs shows the others' own index.
        NetlinkData lower = link.attributes().get(IFLA_LINK);
        long lowerIndex = lower == null ? 0 : lower.u32(0);
        IFACE_LINK.emit(out, link.name(), lowerIndex > 0 ? lowerIndex : link.index());
        IFACE_ID.emit(out, link.name(), link.index());
        FLAGS.emit(out, link.name(), link.flags());
        PROTOCOL_TYPE.emit(out, link.name(), link.type());
    }

    private static void emitStatistics(MetricSink out, Link link) throws IOException {
        NetlinkData counters = link.attributes().get(IFLA_STATS64);
        int present = counters == null ? 0 : Math.min(STATISTICS.size(), counters.length() / Long.BYTES);
        for (int i = 0; i < present; i++) {
            STATISTICS.get(i).emit(out, link.name(), KernelNumber.toDouble(counters.u64(i * Long.BYTES)));
        }
    }

    private static String hex(NetlinkData address) {
        return address == null ? "" : HexFormat.ofDelimiter(":").formatHex(address.toArray());
    }
}
