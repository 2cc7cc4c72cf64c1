package io.github.ecsmonitoring.exporter.collector.sysfs;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;

/**
 * The human-readable numbers of bcache and bcachefs: {@code 720}, {@code 1.26k}, {@code 20.4G}. A unit is a power of
 * 1024, and the result is truncated to a whole number, as in node_exporter.
 */
public final class HumanNumber {
    private static final String UNITS = "kMGTPEZY";

    private HumanNumber() {}

    /** A number of bcachefs, with units in upper or lower case. */
    public static double bcachefs(KernelText text, String number) throws IOException {
        int digits = digits(number);
        double factor =
                digits == number.length() ? 1 : factor(text, Character.toUpperCase(number.charAt(number.length() - 1)));
        return whole(text, decimal(text, number.substring(0, digits)) * factor);
    }

    /**
     * A number of bcache, which may be negative. Its decimals before a unit are not tenths: the kernel writes the
     * remainder in 1024ths, truncated to {@code remainder / 100}, so {@code .10} is more than {@code .9}. Converted as
     * in node_exporter.
     *
     * @see <a href="https://github.com/torvalds/linux/blob/v6.12/drivers/md/bcache/util.c">Linux: bch_hprint</a>
     */
    public static double bcache(KernelText text, String number) throws IOException {
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

    /** The number of characters before the unit. */
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

    /** Digits and at most one point: none of the other formats that Java parses. */
    private static double decimal(KernelText text, String number) throws IOException {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c != '.' && !KernelNumber.isDigit(c)) {
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
