package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the text of one kernel file: line by line, field by field, without regular expressions and without a string for what is
 * only compared or counted. Fields are parted by spaces and tabs; a carriage return before the line's end is not part of the line.
 *
 * <p>A field that is missing or not what it should be is an {@link IOException} that names the file, the line and its text:
 * {@code /proc/loadavg:1: expected a number, got "x" in "0.1 x"}.
 */
public final class KernelText {
    /** So many fit into 63 bits, whatever they are. */
    private static final int MOST_DIGITS = 18;
    /** So many fit into 31 bits. */
    private static final int MOST_INT_DIGITS = 9;
    private static final int BITS_PER_HEXADECIMAL_DIGIT = 4;

    /** Its text is the file's name: seldom wanted, and not made before. */
    private final Object name;
    private final byte[] bytes;
    private final int end;
    private int lineNumber;
    private int lineFrom;
    private int lineTo;
    private int nextLine;
    private int fieldFrom;
    private int fieldTo;

    /** The text is in the bytes {@code from} to {@code end}. */
    KernelText(Object name, byte[] bytes, int from, int end) {
        this.name = name;
        this.bytes = bytes;
        this.nextLine = from;
        this.end = end;
    }

    /** Text for a test; {@code name} stands in error messages. */
    public static KernelText of(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new KernelText(name, bytes, 0, bytes.length);
    }

    /** Moves to the next line; false behind the last one. */
    public boolean nextLine() {
        if (nextLine >= end) {
            return false;
        }
        lineNumber++;
        lineFrom = nextLine;
        int to = lineFrom;
        while (to < end && bytes[to] != '\n') {
            to++;
        }
        nextLine = to + 1;
        lineTo = to > lineFrom && bytes[to - 1] == '\r' ? to - 1 : to;
        fieldFrom = lineFrom;
        fieldTo = lineFrom;
        return true;
    }

    /** Moves to the first line, which must be there. */
    public KernelText firstLine() throws IOException {
        if (!nextLine()) {
            throw new IOException(name + ": the file is empty");
        }
        return this;
    }

    /** Moves to the next field of the line; false behind the last one. */
    public boolean nextField() {
        int from = fieldTo;
        while (from < lineTo && isBlank(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < lineTo && !isBlank(bytes[to])) {
            to++;
        }
        fieldFrom = from;
        fieldTo = to;
        return to > from;
    }

    /** Whether a field of the line is left. */
    public boolean hasField() {
        for (int i = fieldTo; i < lineTo; i++) {
            if (!isBlank(bytes[i])) {
                return true;
            }
        }
        return false;
    }

    /** The number of fields in the line. */
    public int fieldCount() {
        int count = 0;
        for (int i = lineFrom; i < lineTo; i++) {
            if (!isBlank(bytes[i]) && (i == lineFrom || isBlank(bytes[i - 1]))) {
                count++;
            }
        }
        return count;
    }

    /** Starts the line's fields behind its last {@code mark}; false, and unmoved, if there is none. */
    public boolean skipPastLast(char mark) {
        for (int i = lineTo - 1; i >= lineFrom; i--) {
            if (bytes[i] == mark) {
                fieldFrom = i + 1;
                fieldTo = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Starts the line's fields behind its first {@code mark}; false, and unmoved, if there is none. */
    public boolean skipPastFirst(char mark) {
        for (int i = lineFrom; i < lineTo; i++) {
            if (bytes[i] == mark) {
                fieldFrom = i + 1;
                fieldTo = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Whether the current field begins with {@code ascii}. */
    public boolean fieldStartsWith(String ascii) {
        return fieldTo - fieldFrom >= ascii.length() && matches(ascii);
    }

    /** All of the text that no line was taken of yet. */
    public byte[] rest() {
        return Arrays.copyOfRange(bytes, nextLine, end);
    }

    /** Whether {@code text} is what {@link #rest} would give. */
    public boolean hasRest(byte[] text) {
        return Arrays.equals(bytes, nextLine, end, text, 0, text.length);
    }

    /** Whether the current field is {@code ascii}. */
    public boolean fieldIs(String ascii) {
        return fieldTo - fieldFrom == ascii.length() && matches(ascii);
    }

    /** The current field. */
    public String field() {
        return text(fieldFrom, fieldTo);
    }

    /** The line up to its first {@code mark}, without the blanks that it begins with; nothing if it has none. */
    public String before(char mark) {
        int from = lineFrom;
        while (from < lineTo && isBlank(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < lineTo && bytes[to] != mark) {
            to++;
        }
        return to < lineTo ? text(from, to) : "";
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

    /** The error for a file without the one thing that it is read for. */
    public IOException without(String what) {
        return new IOException(name + ": found no " + what);
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

    /** The next field as an unsigned number of up to 64 bits, in the nearest double, as Go's {@code float64(uint64)} gives it. */
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

    /** The whole current line. */
    public String line() {
        return text(lineFrom, lineTo);
    }

    /** The error that says what the current field should have been. */
    public IOException expected(String what) {
        String got = fieldTo > fieldFrom ? '"' + shown(field()) + '"' : "the end of the line";
        return malformed("expected " + what + ", got " + got);
    }

    /** The error that says what is wrong with the current line. */
    public IOException malformed(String problem) {
        return new IOException(name + ":" + lineNumber + ": " + problem + " in \"" + shown(line()) + '"');
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    /** The field from here on as a number if it has digits alone, else -1; wrong if it has more than {@link #MOST_DIGITS}. */
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

    private boolean matches(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[fieldFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return Names.of(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
