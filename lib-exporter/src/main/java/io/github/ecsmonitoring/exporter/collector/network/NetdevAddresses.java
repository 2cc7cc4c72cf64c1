package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.netlink.IpText;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * The IP addresses of the network devices, by netlink: exposed by the netdev collector with
 * {@code --collector.netdev.address-info}.
 *
 * <pre>
 * node_network_address_info{address="10.0.1.7",device="eth0",netmask="20",scope="global"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
final class NetdevAddresses {
    private static final int RTM_GETADDR = 22;
    private static final int HEADER = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;

    private NetdevAddresses() {}

    static void collect(HostReader host, MetricSink out, NameFilter devices) throws IOException {
        Netlink route = host.netlink(Netlink.ROUTE);
        emit(out, devices, Link.names(route), route.dump(RTM_GETADDR, new byte[HEADER]));
    }

    /**
     * On a point-to-point link, IFA_LOCAL is the device's address and IFA_ADDRESS its peer's; else they are the same.
     */
    static void emit(MetricSink out, NameFilter devices, Map<Long, String> names, List<NetlinkData> messages)
            throws IOException {
        for (NetlinkData message : messages) {
            String device = names.get(message.u32(4));
            Map<Integer, NetlinkData> attributes = message.attributes(HEADER);
            NetlinkData address = attributes.getOrDefault(IFA_LOCAL, attributes.get(IFA_ADDRESS));
            if (device != null && address != null && devices.shows(device)) {
                byte[] bytes = address.toArray();
                if (bytes.length != V4_LENGTH && bytes.length != V6_LENGTH) {
                    throw message.malformed(
                            "expected an IP address of 4 or 16 bytes, got " + bytes.length + " in a message");
                }
                out.gauge(
                        "node_network_address_info",
                        "node network address by device",
                        1,
                        "device",
                        device,
                        "address",
                        IpText.of(bytes),
                        "netmask",
                        Integer.toString(message.u8(1)),
                        "scope",
                        scope(bytes));
            }
        }
    }

    /**
     * The scope of an address as node_exporter names it; empty for broadcast, unspecified and other multicast
     * addresses.
     */
    static String scope(byte[] bytes) throws IOException {
        InetAddress address = InetAddress.getByAddress(bytes);
        boolean v6 = bytes.length == V6_LENGTH;
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isMCLinkLocal()) {
            return "link-local";
        }
        if (v6 && address.isMCNodeLocal()) {
            return "interface-local";
        }
        boolean broadcast = !v6 && IpText.of(bytes).equals("255.255.255.255");
        return broadcast || address.isMulticastAddress() || address.isAnyLocalAddress() ? "" : "global";
    }
}
