package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;

/** Unsigned numbers of up to 64 bits in the hexadecimal digits of {@code /proc/net}, without "0x". */
final class Hexadecimal {
    private static final int BITS_PER_DIGIT = 4;

    private Hexadecimal() {}

    /** The next field; a value beyond 2^63 is a negative long, which {@link #toDouble} reads as it was meant. */
    static long next(KernelText text) throws IOException {
        return text.nextHexadecimal();
    }

    /** A part of the text's current field, from character {@code from} to {@code to}. */
    static long parse(String field, int from, int to, KernelText text) throws IOException {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(field.charAt(i), 16);
            if (digit < 0 || field.charAt(i) > 'f' || value >>> (Long.SIZE - BITS_PER_DIGIT) != 0) {
                throw text.expected("a hexadecimal number of 64 bits");
            }
            value = value << BITS_PER_DIGIT | digit;
        }
        if (from == to) {
            throw text.expected("a hexadecimal number of 64 bits");
        }
        return value;
    }

    /** The nearest double to 64 bits without a sign. */
    static double toDouble(long bits) {
        // Half the value with its lost bit kept rounds as the whole would.
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
}
