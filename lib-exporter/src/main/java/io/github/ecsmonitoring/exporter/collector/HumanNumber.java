package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;

/**
 * Numbers as bcache and bcachefs write them for people: {@code 720}, {@code 1.26k}, {@code 20.4G}. A unit is a power of
 * 1024, and the result is cut to a whole number, as in node_exporter.
 */
final class HumanNumber {
    private static final String UNITS = "kMGTPEZY";

    private HumanNumber() {}

    /** A number of bcachefs, which takes capital and small units. */
    static double bcachefs(KernelText text, String number) throws IOException {
        int digits = digits(number);
        double factor =
                digits == number.length() ? 1 : factor(text, Character.toUpperCase(number.charAt(number.length() - 1)));
        return whole(text, decimal(text, number.substring(0, digits)) * factor);
    }

    /**
     * A number of bcache, negative ones too. Its decimals behind a unit are not tenths: the kernel writes the remainder
     * in 1024ths, cut to {@code remainder / 100}, so {@code .10} is more than {@code .9}; node_exporter's way to undo
     * that is kept.
     *
     * @see <a href="https://github.com/torvalds/linux/blob/v6.12/drivers/md/bcache/util.c">Linux: bch_hprint</a>
     */
    static double bcache(KernelText text, String number) throws IOException {
        return number.startsWith("-") ? -magnitude(text, number.substring(1)) : magnitude(text, number);
    }

    private static double magnitude(KernelText text, String number) throws IOException {
        int digits = digits(number);
        if (digits == number.length()) {
            return whole(text, decimal(text, number));
        }
        char unit = number.charAt(number.length() - 1);
        String mantissa = number.substring(0, digits);
        int point = mantissa.indexOf('.');
        double value = decimal(text, point < 0 ? mantissa : mantissa.substring(0, point));
        if (point >= 0) {
            if (mantissa.lastIndexOf('.') > point) {
                throw text.expected("a number");
            }
            value += decimal(text, mantissa.substring(point + 1)) / 10.24;
        }
        return whole(text, value * factor(text, unit == 'k' ? 'K' : unit));
    }

    /** Where the unit begins, if there is one. */
    private static int digits(String number) {
        int last = number.length() - 1;
        return last >= 0 && Character.isLetter(number.charAt(last)) ? last : number.length();
    }

    private static double factor(KernelText text, char unit) throws IOException {
        int power = unit == 'K' ? 0 : UNITS.indexOf(unit);
        if (power < 0) {
            throw text.expected("a number");
        }
        return Math.scalb(1.0, 10 * (power + 1));
    }

    /** Digits and at most one point, so that none of the other numbers that Java can read passes. */
    private static double decimal(KernelText text, String number) throws IOException {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                throw text.expected("a number");
            }
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException notANumber) {
            throw text.expected("a number");
        }
    }

    private static double whole(KernelText text, double value) throws IOException {
        if (value > 0x1p64) {
            throw text.expected("a number of up to 64 bits");
        }
        return Math.floor(value);
    }
}
