package io.github.ecsmonitoring.exporter.http;

import java.nio.charset.StandardCharsets;

/**
 * The escapes of URLs, such as {@code %2f}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, Percent-Encoding</a>
 */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Null if an escape is malformed. Invalid UTF-8 becomes the replacement character. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '%';
            int value = escape ? escaped(text, i) : text.charAt(i);
            if (value < 0) {
                return null;
            }
            bytes[size++] = (byte) value;
            i += escape ? 2 : 0;
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private static int escaped(String text, int at) {
        int high = at + 2 < text.length() ? HttpGrammar.hexDigit(text.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : HttpGrammar.hexDigit(text.charAt(at + 2));
        return low < 0 ? -1 : high << 4 | low;
    }
}
