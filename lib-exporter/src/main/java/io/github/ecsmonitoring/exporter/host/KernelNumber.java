package io.github.ecsmonitoring.exporter.host;

/** The number formats of the kernel's files, and 64 unsigned bits as a double. */
public final class KernelNumber {
    /** The value of text that is not a number. */
    public static final long NOT_A_NUMBER = -1;

    /** As many decimal digits fit into 63 bits, whatever they are. */
    static final int MOST_DIGITS = 18;

    private static final int BITS_PER_HEXADECIMAL_DIGIT = 4;

    private KernelNumber() {}

    /** The nearest double to 64 bits without a sign, as Go's {@code float64(uint64)}. */
    public static double toDouble(long unsigned) {
        // Half the value with its lost bit kept rounds as the whole value would.
        return unsigned >= 0 ? unsigned : ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
    }

    /** Whether this is one of the ten decimal digits. */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the text from here on has one character or more, and all are decimal digits. */
    public static boolean isDigits(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < text.length();
    }

    /** Whether the text has one character or more, and all are decimal digits. */
    public static boolean isDigits(CharSequence text) {
        return isDigits(text, 0);
    }

    /**
     * A whole number as sysfs writes it, as the nearest double: decimal, or as in C hexadecimal with {@code 0x} or
     * octal with {@code 0} before it; up to 64 bits, with or without a sign.
     *
     * @throws NumberFormatException if the text is no such number
     */
    public static double parse(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : toDouble(parseUnsigned(text));
    }

    /**
     * The 64 bits of a number as {@link #parse} takes it, without a sign.
     *
     * @throws NumberFormatException if the text is no such number
     */
    public static long parseUnsigned(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return Long.parseUnsignedLong(text, 2, text.length(), 16);
        }
        return Long.parseUnsignedLong(text, text.length() > 1 && text.charAt(0) == '0' ? 8 : 10);
    }

    /**
     * A finite decimal number, with or without an exponent.
     *
     * @throws NumberFormatException for all other numbers that Java reads ("1d", "0x1p3", "NaN"), and for text
     */
    public static double parseDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i)) && ".+-eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException(text);
            }
        }
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    /**
     * The 64 bits of hexadecimal digits without {@code 0x}.
     *
     * @throws NumberFormatException if there is no digit, another character or a digit too many
     */
    public static long parseHexadecimal(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = appendHexadecimal(value, text.charAt(i));
        }
        if (from == to) {
            throw new NumberFormatException("empty");
        }
        return value;
    }

    static long parseHexadecimal(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = appendHexadecimal(value, text[i]);
        }
        return value;
    }

    private static long appendHexadecimal(long value, int c) {
        int digit = c < 0 || c > 'f' ? -1 : Character.digit(c, 16);
        if (digit < 0 || value >>> (Long.SIZE - BITS_PER_HEXADECIMAL_DIGIT) != 0) {
            throw new NumberFormatException("not a hexadecimal number of 64 bits");
        }
        return value << BITS_PER_HEXADECIMAL_DIGIT | digit;
    }

    /** The value of decimal digits, modulo 2^63; {@link #NOT_A_NUMBER} if there is another character. */
    static long parseDigits(byte[] text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            value = value * 10 + digit;
        }
        return value & Long.MAX_VALUE;
    }
}
