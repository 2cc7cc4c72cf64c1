package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network device, as the kernel lists it for this network namespace.
 *
 * @param type       the hardware's type, {@code ARPHRD_ETHER} for example
 * @param index      the number by which other tables name it
 * @param flags      {@code IFF_UP} and so on
 * @param attributes what else is known, by {@code IFLA_…}
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public record Link(int type, long index, long flags, String name, Map<Integer, NetlinkData> attributes) {
    private static final int RTM_GETLINK = 18;
    private static final int HEADER = 16;
    private static final int IFNAME = 3;

    /** All devices. */
    public static List<Link> list(Netlink route) throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetlinkData message : route.dump(RTM_GETLINK, new byte[HEADER])) {
            links.add(parse(message));
        }
        return links;
    }

    /** The names of all devices by their index. */
    public static Map<Long, String> names(Netlink route) throws IOException {
        Map<Long, String> names = new HashMap<>();
        for (Link link : list(route)) {
            names.put(link.index, link.name);
        }
        return names;
    }

    /** A device out of a message {@code RTM_NEWLINK}. */
    public static Link parse(NetlinkData message) throws IOException {
        Map<Integer, NetlinkData> attributes = message.attributes(HEADER);
        NetlinkData name = attributes.get(IFNAME);
        if (name == null) {
            throw message.malformed("a network device without a name");
        }
        return new Link(message.u16(2), message.u32(4), message.u32(8), name.text(), attributes);
    }
}
