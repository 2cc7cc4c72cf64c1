package io.github.ecsmonitoring.exporter.collector;

/**
 * A whole number as sysfs writes it: decimal, or hexadecimal with {@code 0x} or octal with {@code 0} before it, as in
 * C; up to 64 bits, with or without a sign.
 */
final class KernelNumber {
    private KernelNumber() {}

    /**
     * The nearest double.
     *
     * @throws NumberFormatException if the text is no such number
     */
    static double parse(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : unsignedToDouble(parseUnsigned(text));
    }

    /**
     * The 64 bits of a number that has no sign.
     *
     * @throws NumberFormatException if the text is no such number
     */
    static long parseUnsigned(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            return Long.parseUnsignedLong(text, 2, text.length(), 16);
        }
        return Long.parseUnsignedLong(text, text.length() > 1 && text.charAt(0) == '0' ? 8 : 10);
    }

    /** As Go's {@code float64(uint64)}. */
    static double unsignedToDouble(long bits) {
        // Half the value with its lost bit kept rounds as the whole would.
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
}
