package io.github.ecsmonitoring.exporter.json;

/** The grammar of JSON numbers, which excludes {@code +1}, {@code .5}, {@code 5.} and {@code 05}, unlike Java's. */
final class JsonNumber {
    private JsonNumber() {}

    static boolean isValid(CharSequence text) {
        int from = at(text, 0) == '-' ? 1 : 0;
        int end = digits(text, from);
        if (end == from || at(text, from) == '0' && end > from + 1) {
            return false;
        }
        if (at(text, end) == '.') {
            int fraction = end + 1;
            end = digits(text, fraction);
            if (end == fraction) {
                return false;
            }
        }
        if (at(text, end) == 'e' || at(text, end) == 'E') {
            int exponent = at(text, end + 1) == '+' || at(text, end + 1) == '-' ? end + 2 : end + 1;
            end = digits(text, exponent);
            if (end == exponent) {
                return false;
            }
        }
        return end == text.length();
    }

    private static int digits(CharSequence text, int from) {
        int end = from;
        while (at(text, end) >= '0' && at(text, end) <= '9') {
            end++;
        }
        return end;
    }

    private static char at(CharSequence text, int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }
}
