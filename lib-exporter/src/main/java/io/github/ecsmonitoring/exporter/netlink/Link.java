package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network device of this network namespace.
 *
 * @param type the hardware type, such as {@code ARPHRD_ETHER}
 * @param index the number by which other tables refer to the device
 * @param flags bits such as {@code IFF_UP}
 * @param attributes by {@code IFLA_…}
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public record Link(int type, long index, long flags, String name, Map<Integer, NetlinkData> attributes) {
    /** The size of struct ifinfomsg, which the attributes follow. */
    public static final int HEADER = 16;

    private static final int RTM_GETLINK = 18;
    private static final int IFNAME = 3;

    /** All devices. */
    public static List<Link> list(Netlink route) throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetlinkData message : route.dump(RTM_GETLINK, new byte[HEADER])) {
            links.add(parse(message));
        }
        return links;
    }

    /** Passes the message of each device to {@code reader}. */
    public static void each(Netlink route, NetlinkReader reader) throws IOException {
        route.each(RTM_GETLINK, new byte[HEADER], reader);
    }

    /** The names of all devices by their index. */
    public static Map<Long, String> names(Netlink route) throws IOException {
        Map<Long, String> names = new HashMap<>();
        each(route, message -> names.put(index(message), name(message)));
        return names;
    }

    /** The name of a device by its index; null if the device no longer exists. */
    public static String name(Netlink route, long index) throws IOException {
        return route.deviceName(index);
    }

    /** Parses a message {@code RTM_NEWLINK}. */
    public static Link parse(NetlinkData message) throws IOException {
        String name = name(message);
        return new Link(message.u16(2), index(message), message.u32(8), name, message.attributes(HEADER));
    }

    /** The index of the device in a message. */
    public static long index(NetlinkData message) throws IOException {
        return message.u32(4);
    }

    /** The name of the device in a message. */
    public static String name(NetlinkData message) throws IOException {
        int name = message.attribute(HEADER, IFNAME);
        if (name < 0) {
            throw message.malformed("expected the attribute IFLA_IFNAME from byte " + HEADER);
        }
        return message.valueText(name);
    }
}
