package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network device, as the kernel lists it for this network namespace.
 *
 * @param type the hardware's type, {@code ARPHRD_ETHER} for example
 * @param index the number by which other tables name it
 * @param flags {@code IFF_UP} and so on
 * @param attributes what else is known, by {@code IFLA_…}
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public record Link(int type, long index, long flags, String name, Map<Integer, NetlinkData> attributes) {
    /** Where the attributes of a message begin, behind struct ifinfomsg. */
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

    /** Shows the message of each device, as it came. */
    public static void each(Netlink route, Netlink.Reader reader) throws IOException {
        route.each(RTM_GETLINK, new byte[HEADER], reader);
    }

    /** The names of all devices by their index. */
    public static Map<Long, String> names(Netlink route) throws IOException {
        Map<Long, String> names = new HashMap<>();
        each(route, message -> names.put(index(message), name(message)));
        return names;
    }

    /** The name of one device by its index; null if there is none any more. */
    public static String name(Netlink route, long index) throws IOException {
        return route.deviceName(index);
    }

    /** A device out of a message {@code RTM_NEWLINK}. */
    public static Link parse(NetlinkData message) throws IOException {
        String name = name(message);
        return new Link(message.u16(2), index(message), message.u32(8), name, message.attributes(HEADER));
    }

    /** The number of a message's device. */
    public static long index(NetlinkData message) throws IOException {
        return message.u32(4);
    }

    /** The name of a message's device. */
    public static String name(NetlinkData message) throws IOException {
        int name = message.attribute(HEADER, IFNAME);
        if (name < 0) {
            throw message.malformed("a network device without a name");
        }
        return message.valueText(name);
    }
}
