package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.netlink.IpText;
import io.github.ecsmonitoring.exporter.netlink.Link;
import io.github.ecsmonitoring.exporter.netlink.Netlink;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The routes of this network namespace, by netlink. Disabled by default, since a router may have a million.
 *
 * <pre>
 * node_network_route_info{dest="default",device="eth0",gw="10.0.0.1",priority="0",proto="boot",src="",weight=""} 1
 * node_network_routes{device="eth0"} 2
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class NetworkRouteCollector implements Collector {
    private static final int RTM_GETROUTE = 26;
    private static final int HEADER = 12;
    private static final int NEXT_HOP_HEADER = 8;
    private static final int RTN_UNICAST = 1;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_MULTIPATH = 9;

    private static final Map<Integer, String> PROTOCOLS = Map.ofEntries(
            Map.entry(0, "unspec"),
            Map.entry(1, "redirect"),
            Map.entry(2, "kernel"),
            Map.entry(3, "boot"),
            Map.entry(4, "static"),
            Map.entry(8, "gated"),
            Map.entry(9, "ra"),
            Map.entry(10, "mrt"),
            Map.entry(11, "zebra"),
            Map.entry(12, "bird"),
            Map.entry(13, "dnrouted"),
            Map.entry(14, "xorp"),
            Map.entry(15, "ntk"),
            Map.entry(16, "dhcp"),
            Map.entry(17, "mrouted"),
            Map.entry(42, "babel"),
            Map.entry(186, "bgp"),
            Map.entry(187, "isis"),
            Map.entry(188, "ospf"),
            Map.entry(189, "rip"),
            Map.entry(192, "eigrp"));

    /**
     * A next hop of a route; a multipath route has several.
     *
     * @param device the index of the network device
     */
    record Route(
            long device,
            String source,
            String destination,
            String gateway,
            String priority,
            String protocol,
            String weight) {

        /** The next hops of a message {@code RTM_NEWROUTE}; none unless it is a unicast route. */
        static List<Route> parse(NetlinkData message) throws IOException {
            if (message.u8(7) != RTN_UNICAST) {
                return List.of();
            }
            Map<Integer, NetlinkData> attributes = message.attributes(HEADER);
            int prefix = message.u8(1);
            String destination = prefix == 0 ? "default" : ip(attributes, RTA_DST) + "/" + prefix;
            String priority = Long.toString(number(attributes, RTA_PRIORITY));
            String protocol = PROTOCOLS.getOrDefault(message.u8(5), "unknown");
            String source = ip(attributes, RTA_PREFSRC);
            List<Route> routes = new ArrayList<>();
            NetlinkData hops = attributes.get(RTA_MULTIPATH);
            for (int at = 0; hops != null && at < hops.length(); ) {
                int length = hops.u16(at);
                if (length < NEXT_HOP_HEADER) {
                    throw hops.malformed("a next hop of " + length + " bytes at " + at);
                }
                Map<Integer, NetlinkData> hop = hops.part(at, length).attributes(NEXT_HOP_HEADER);
                routes.add(new Route(
                        hops.u32(at + 4),
                        source,
                        destination,
                        ip(hop, RTA_GATEWAY),
                        priority,
                        protocol,
                        Integer.toString(hops.u8(at + 3) + 1)));
                at += length;
            }
            if (routes.isEmpty()) {
                String gateway = ip(attributes, RTA_GATEWAY);
                routes.add(
                        new Route(number(attributes, RTA_OIF), source, destination, gateway, priority, protocol, ""));
            }
            return routes;
        }

        private static String ip(Map<Integer, NetlinkData> attributes, int type) {
            NetlinkData address = attributes.get(type);
            return address == null || address.length() == 0 ? "" : IpText.of(address.toArray());
        }

        private static long number(Map<Integer, NetlinkData> attributes, int type) throws IOException {
            NetlinkData number = attributes.get(type);
            return number == null ? 0 : number.u32(0);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Netlink route = host.netlink(Netlink.ROUTE);
        emit(out, Link.names(route), route.dump(RTM_GETROUTE, new byte[HEADER]));
    }

    static void emit(MetricSink out, Map<Long, String> names, List<NetlinkData> messages) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (NetlinkData message : messages) {
            for (Route route : Route.parse(message)) {
                String device = names.getOrDefault(route.device, "");
                out.gauge(
                        "node_network_route_info",
                        "network routing table information",
                        1,
                        "device",
                        device,
                        "src",
                        route.source,
                        "dest",
                        route.destination,
                        "gw",
                        route.gateway,
                        "priority",
                        route.priority,
                        "proto",
                        route.protocol,
                        "weight",
                        route.weight);
                counts.merge(device, 1, Integer::sum);
            }
        }
        counts.forEach((device, count) ->
                out.gauge("node_network_routes", "network routes by interface", count, "device", device));
    }
}
