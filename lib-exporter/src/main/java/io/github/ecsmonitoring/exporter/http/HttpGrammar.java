package io.github.ecsmonitoring.exporter.http;

/**
 * The character classes and numbers of HTTP.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110, tokens</a>
 */
final class HttpGrammar {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        String all = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int i = 0; i < all.length(); i++) {
            TOKEN[all.charAt(i)] = true;
        }
    }

    private HttpGrammar() {}

    /** Whether the text is a token, such as a method or a header name. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Control characters, without the tab, may stand only at the end of a line. */
    static boolean isControl(int c) {
        return c < ' ' && c != '\t' || c == 0x7f;
    }

    /** Whether all characters are printable ASCII and none is a space. */
    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The value of an ASCII digit, or -1. */
    static int hexDigit(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** The value of up to 18 digits; -1 for any other text. */
    static long number(String digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return digits.isEmpty() || digits.length() > 18 ? -1 : number;
    }
}
