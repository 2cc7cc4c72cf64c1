package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import java.util.function.Predicate;

/** Cuts texts at a word. */
final class ShortText {
    private static final String CUT = " …";

    private ShortText() {}

    /** The text, or as many of its first words as fit. */
    static String of(String text, Predicate<String> fits) {
        if (fits.test(text)) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (fits.test(cut(text, middle))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return cut(text, low);
    }

    private static String cut(String text, int length) {
        int end = length;
        while (end > 0 && end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        if (end == 0) {
            end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        }
        return text.substring(0, end).stripTrailing() + CUT;
    }
}
