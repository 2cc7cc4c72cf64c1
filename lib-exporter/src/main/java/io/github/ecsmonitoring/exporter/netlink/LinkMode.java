package io.github.ecsmonitoring.exporter.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The speed and duplex mode of a network device, from the generic netlink family ethtool.
 *
 * @param megabits per second; {@link #UNKNOWN_SPEED} for unconnected and most virtual devices
 * @param duplex {@code Half}, {@code Full} or {@code Unknown}
 * @see <a href="https://docs.kernel.org/networking/ethtool-netlink.html#linkmodes-get">Kernel: LINKMODES_GET</a>
 */
public record LinkMode(long megabits, String duplex) {
    /** The kernel's SPEED_UNKNOWN. */
    public static final long UNKNOWN_SPEED = 0xffff_ffffL;

    private static final int CONTROL = 16;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int LINKMODES_GET = 4;
    private static final int LINKMODES_HEADER = 1;
    private static final int LINKMODES_SPEED = 5;
    private static final int LINKMODES_DUPLEX = 6;
    private static final int HEADER_DEV_NAME = 2;
    private static final int GENERIC_HEADER = 4;
    private static final byte[] FAMILY = "ethtool\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * The devices whose drivers report it, by name. On kernels before 5.6, the error is "no such file or directory".
     */
    public static Map<String, LinkMode> list(Netlink generic) throws IOException {
        NetlinkData family = generic.get(CONTROL, request(CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_NAME, FAMILY));
        NetlinkData id = family.attributes(GENERIC_HEADER).get(CTRL_ATTR_FAMILY_ID);
        if (id == null) {
            throw family.malformed("expected the attribute CTRL_ATTR_FAMILY_ID from byte " + GENERIC_HEADER);
        }
        Map<String, LinkMode> modes = new HashMap<>();
        for (NetlinkData message : generic.dump(id.u16(0), request(LINKMODES_GET, LINKMODES_HEADER, new byte[0]))) {
            parse(message, modes);
        }
        return modes;
    }

    static void parse(NetlinkData message, Map<String, LinkMode> modes) throws IOException {
        Map<Integer, NetlinkData> attributes = message.attributes(GENERIC_HEADER);
        NetlinkData header = attributes.get(LINKMODES_HEADER);
        NetlinkData name = header == null ? null : header.attributes(0).get(HEADER_DEV_NAME);
        NetlinkData speed = attributes.get(LINKMODES_SPEED);
        NetlinkData duplex = attributes.get(LINKMODES_DUPLEX);
        if (name != null) {
            modes.put(
                    name.text(),
                    new LinkMode(
                            speed == null ? UNKNOWN_SPEED : speed.u32(0), text(duplex == null ? 0xff : duplex.u8(0))));
        }
    }

    private static String text(int duplex) {
        return switch (duplex) {
            case 0 -> "Half";
            case 1 -> "Full";
            default -> "Unknown";
        };
    }

    /** A struct genlmsghdr and one attribute; an empty attribute is a nested one. */
    private static byte[] request(int command, int attribute, byte[] value) {
        int type = value.length == 0 ? 0x8000 | attribute : attribute;
        return ByteBuffer.allocate(GENERIC_HEADER + 4 + NetlinkData.aligned(value.length))
                .order(ByteOrder.nativeOrder())
                .put((byte) command)
                .put((byte) 1)
                .putShort((short) 0)
                .putShort((short) (4 + value.length))
                .putShort((short) type)
                .put(value)
                .array();
    }
}
