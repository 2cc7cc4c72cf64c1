package io.github.ecsmonitoring.exporter.http;

/**
 * Which characters may stand where.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110, tokens</a>
 */
final class Grammar {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        String all = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int i = 0; i < all.length(); i++) {
            TOKEN[all.charAt(i)] = true;
        }
    }

    private Grammar() {}

    /** Of a method, or of a header's name. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** What no line may have in it but at its end; a tab is none of them. */
    static boolean isControl(int c) {
        return c < ' ' && c != '\t' || c == 0x7f;
    }

    /** Whether all is printable ASCII without a space. */
    static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The digit's value, or -1; unlike {@link Character#digit} only for ASCII. */
    static int hexDigit(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** Digits without sign or space; -1 if the text is something else, or is larger than anyone sends. */
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
