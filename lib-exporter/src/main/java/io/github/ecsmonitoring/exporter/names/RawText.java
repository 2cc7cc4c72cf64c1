package io.github.ecsmonitoring.exporter.names;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that are UTF-8 in most cases, as text that can be converted back. A byte that is not UTF-8 becomes one of the
 * surrogates U+DC80 to U+DCFF, as in Python, so that a file whose name has such a byte can be opened.
 *
 * @see <a href="https://peps.python.org/pep-0383/">PEP 383: non-decodable bytes</a>
 */
public final class RawText {
    private static final char REPLACEMENT = '\ufffd';
    private static final int ESCAPE = 0xDC00;

    private RawText() {}

    /** The text of bytes {@code from} (inclusive) to {@code to} (exclusive). */
    public static String decode(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : escape(bytes, from, to);
    }

    /** The text of all bytes. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The bytes of a text. */
    public static byte[] encode(String text) {
        return hasEscape(text) ? unescape(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text with U+FFFD for bytes that are not UTF-8, for people to read. */
    public static String printable(String text) {
        if (!hasEscape(text)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                printable.setCharAt(i, REPLACEMENT);
            }
        }
        return printable.toString();
    }

    /** Whether every charset decodes the text's bytes as it is. */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String escape(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int at = from; at < to; ) {
            int length = validLength(bytes, at, to);
            if (length == 0) {
                text.append((char) (ESCAPE | bytes[at++] & 0xff));
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The length of the UTF-8 character at an index; 0 if the byte there begins none. */
    private static int validLength(byte[] bytes, int at, int to) {
        if (bytes[at] >= 0) {
            return 1;
        }
        int length = Integer.numberOfLeadingZeros(~(bytes[at] << 24));
        if (length < 2 || length > 4 || length > to - at) {
            return 0;
        }
        String character = new String(bytes, at, length, StandardCharsets.UTF_8);
        byte[] again = character.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(again).equals(ByteBuffer.wrap(bytes, at, length)) ? length : 0;
    }

    private static boolean hasEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] unescape(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * text.length());
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.put(text.substring(plain, i).getBytes(StandardCharsets.UTF_8));
                bytes.put((byte) text.charAt(i));
                plain = i + 1;
            }
        }
        bytes.put(text.substring(plain).getBytes(StandardCharsets.UTF_8));
        byte[] encoded = new byte[bytes.position()];
        bytes.get(0, encoded);
        return encoded;
    }

    private static boolean isEscape(String text, int index) {
        char c = text.charAt(index);
        return c >= (ESCAPE | 0x80)
                && c <= (ESCAPE | 0xff)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
