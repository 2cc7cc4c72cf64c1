package io.github.ecsmonitoring.exporter.netlink;

import java.util.HexFormat;

/**
 * IP addresses as Go prints them: IPv6 in its shortest form, IPv4-mapped IPv6 as IPv4.
 *
 * <pre>
 * 192.0.2.1   2001:db8::1   ::
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
public final class IpText {
    private static final int V4 = 4;
    private static final int V6 = 16;
    private static final int GROUPS = 8;

    private IpText() {}

    /** The text of 4 or 16 bytes; of any other number, "?" and the bytes in hex. */
    public static String of(byte[] address) {
        if (address.length == V4) {
            return v4(address, 0);
        }
        if (address.length == V6) {
            return isMapped(address) ? v4(address, V6 - V4) : v6(address);
        }
        return "?" + HexFormat.of().formatHex(address);
    }

    /** Whether 16 bytes are an IPv4-mapped address. */
    static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    private static String v4(byte[] bytes, int from) {
        return (bytes[from] & 0xff) + "." + (bytes[from + 1] & 0xff) + "." + (bytes[from + 2] & 0xff) + "."
                + (bytes[from + 3] & 0xff);
    }

    /** The first of the longest runs of two or more zero groups becomes "::". */
    private static String v6(byte[] bytes) {
        int from = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && group(bytes, i + run) == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
            i += run;
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
    }
}
