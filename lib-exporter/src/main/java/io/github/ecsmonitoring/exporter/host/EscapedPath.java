package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.names.RawText;
import java.util.Arrays;

/**
 * A path in a line of procfs, where blanks, line ends and backslashes are three octal digits behind a backslash:
 * {@code /mnt/my\040disk}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public final class EscapedPath {
    private static final int DIGITS = 3;

    private EscapedPath() {}

    /** The path itself. A backslash without three octal digits stays as it is. */
    public static String decode(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        byte[] bytes = RawText.encode(escaped);
        int size = 0;
        for (int at = 0; at < bytes.length; at++) {
            int octal = bytes[at] == '\\' ? octal(bytes, at + 1) : -1;
            bytes[size++] = octal < 0 ? bytes[at] : (byte) octal;
            at += octal < 0 ? 0 : DIGITS;
        }
        return RawText.decode(Arrays.copyOf(bytes, size));
    }

    /** The value of three octal digits up to 377; -1 if there are none. */
    private static int octal(byte[] bytes, int from) {
        if (from + DIGITS > bytes.length || bytes[from] > '3') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + DIGITS; i++) {
            if (bytes[i] < '0' || bytes[i] > '7') {
                return -1;
            }
            value = value * 8 + bytes[i] - '0';
        }
        return value;
    }
}
