package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the text of one kernel file: line by line, field by field, without regular expressions and without a
 * string for what is only compared or counted. Fields are parted by spaces and tabs; a carriage return before the
 * line's end is not part of the line.
 *
 * <p>A field that is missing or not what it should be is an {@link IOException} that names the file, the line and its
 * text: {@code /proc/loadavg:1: expected a number, got "x" in "0.1 x"}.
 */
public final class KernelText extends TextCursor {
    /** So many fit into 63 bits, whatever they are. */
    private static final int MOST_DIGITS = 18;
    /** So many fit into 31 bits. */
    private static final int MOST_INT_DIGITS = 9;

    private static final int BITS_PER_HEXADECIMAL_DIGIT = 4;

    /** The text is in the bytes {@code from} to {@code end}. */
    KernelText(Object name, byte[] bytes, int from, int end) {
        super(name, bytes, from, end);
    }

    /** Text for a test; {@code name} stands in error messages. */
    public static KernelText of(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new KernelText(name, bytes, 0, bytes.length);
    }

    /** Moves to the first line, which must be there. */
    public KernelText firstLine() throws IOException {
        if (!nextLine()) {
            throw new IOException(name + ": the file is empty");
        }
        return this;
    }

    /** The current field from its {@code offset}th character on, as a whole number. */
    public int fieldAsInt(int offset) throws IOException {
        int digits = fieldTo - fieldFrom - offset;
        if (digits > 0 && digits <= MOST_INT_DIGITS) {
            long value = digits(fieldFrom + offset);
            if (value >= 0) {
                return (int) value; // nearly all are so short, and need no text
            }
        }
        try {
            return Integer.parseInt(text(fieldFrom + offset, fieldTo));
        } catch (NumberFormatException notANumber) {
            throw expected("a whole number");
        }
    }

    /** The next field. */
    public String nextString() throws IOException {
        requireField("a field");
        return field();
    }

    /** The next field as a whole number of up to 32 bits. */
    public int nextInt() throws IOException {
        requireField("a whole number");
        return fieldAsInt(0);
    }

    /**
     * The next field as an unsigned number of up to 64 bits, in the nearest double, as Go's {@code float64(uint64)}
     * gives it.
     */
    public double nextUnsigned() throws IOException {
        requireField("an unsigned number");
        long value = digits(fieldFrom);
        if (value < 0) {
            throw expected("an unsigned number");
        }
        return fieldTo - fieldFrom > MOST_DIGITS ? largeUnsigned() : value;
    }

    /** The next field as 64 bits, from hexadecimal digits without "0x". */
    public long nextHexadecimal() throws IOException {
        requireField("a field");
        long value = 0;
        for (int i = fieldFrom; i < fieldTo; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0 || value >>> (Long.SIZE - BITS_PER_HEXADECIMAL_DIGIT) != 0) {
                throw expected("a hexadecimal number of 64 bits");
            }
            value = value << BITS_PER_HEXADECIMAL_DIGIT | digit;
        }
        return value;
    }

    /** The next field as a decimal number. */
    public double nextDecimal() throws IOException {
        requireField("a number");
        if (fieldTo - fieldFrom <= MOST_DIGITS) {
            long value = digits(fieldFrom);
            if (value >= 0) {
                return value; // nearly all are whole, and need no text
            }
        }
        String text = field();
        // Java reads "1d", "0x1p3", "NaN" and "Infinity" as well: none of them is a kernel's number.
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                throw expected("a number");
            }
        }
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw expected("a number");
    }

    /**
     * The field from here on as a number if it has digits alone, else -1; wrong if it has more than
     * {@link #MOST_DIGITS}.
     */
    private long digits(int from) {
        long value = 0;
        for (int i = from; i < fieldTo; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value & Long.MAX_VALUE;
    }

    private double largeUnsigned() throws IOException {
        try {
            long bits = Long.parseUnsignedLong(field());
            // Half the value with its lost bit kept rounds as the whole would.
            return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
        } catch (NumberFormatException notANumber) {
            throw expected("an unsigned number");
        }
    }

    private void requireField(String what) throws IOException {
        if (!nextField()) {
            throw expected(what);
        }
    }
}
