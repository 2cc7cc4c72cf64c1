package io.github.ecsmonitoring.exporter.host;

import io.github.ecsmonitoring.exporter.host.io.StringCache;
import io.github.ecsmonitoring.exporter.names.RawText;
import java.io.IOException;
import java.util.Arrays;

/**
 * A cursor over the text of one kernel file: line by line, field by field, without regular expressions and without
 * strings for what is only compared or counted. Fields are separated by spaces and tabs; a carriage return before the
 * end of the line is not part of the line.
 *
 * <p>A field that is missing or has another format is an {@link IOException} with the file, the line's number and its
 * text: {@code /proc/loadavg:1: expected a number, got "x" in "0.1 x"}.
 */
public final class KernelText {
    /** As many decimal digits fit into 31 bits, whatever they are. */
    private static final int MOST_INT_DIGITS = 9;

    /** Its text is the file's name, which is only needed for errors. */
    private final Object name;

    private final byte[] bytes;
    private final int end;
    private final StringCache strings;
    private final Omissions omissions;
    private int lineNumber;
    private int lineFrom;
    private int lineTo;
    private int nextLine;
    private int fieldFrom;
    private int fieldTo;

    /** The text is in the bytes {@code from} to {@code end}. */
    KernelText(Object name, byte[] bytes, int from, int end, StringCache strings, Omissions omissions) {
        this.name = name;
        this.bytes = bytes;
        this.nextLine = from;
        this.end = end;
        this.strings = strings;
        this.omissions = omissions;
    }

    /** A text that is in no file; {@code name} stands in error messages. */
    public static KernelText of(String name, String text) {
        byte[] bytes = RawText.encode(text);
        return new KernelText(name, bytes, 0, bytes.length, new StringCache(0), new Omissions());
    }

    /** The file's path, or another name for error messages. */
    public String name() {
        return name.toString();
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

    /** Reads one line. */
    @FunctionalInterface
    public interface LineReader {
        /** Reads the fields of the current line. */
        void read() throws IOException;
    }

    /** The number of the current line; 1 for the first. */
    public int lineNumber() {
        return lineNumber;
    }

    /** Passes each further line to a reader. A line that has another format is left out. */
    public void eachLine(LineReader reader) {
        while (nextLine()) {
            try {
                reader.read();
            } catch (IOException e) {
                omit(e);
            }
        }
    }

    /** Reports that a part of the text is left out. */
    public void omit(IOException error) {
        omissions.add(error);
    }

    /** Moves to the first line, which must exist. */
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

    /** Whether the line has another field. */
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
                moveFieldsTo(i + 1);
                return true;
            }
        }
        return false;
    }

    /** Starts the line's fields behind its first {@code mark}; false, and unmoved, if there is none. */
    public boolean skipPastFirst(char mark) {
        for (int i = lineFrom; i < lineTo; i++) {
            if (bytes[i] == mark) {
                moveFieldsTo(i + 1);
                return true;
            }
        }
        return false;
    }

    private void moveFieldsTo(int at) {
        fieldFrom = at;
        fieldTo = at;
    }

    /** Whether the current field begins with {@code ascii}. */
    public boolean fieldStartsWith(String ascii) {
        return fieldTo - fieldFrom >= ascii.length() && matches(ascii);
    }

    /** Whether the current field is {@code ascii}. */
    public boolean fieldIs(String ascii) {
        return fieldTo - fieldFrom == ascii.length() && matches(ascii);
    }

    private boolean matches(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[fieldFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The current field. */
    public String field() {
        return text(fieldFrom, fieldTo);
    }

    /** The whole current line. */
    public String line() {
        return text(lineFrom, lineTo);
    }

    /** The line up to its first {@code mark}, without leading blanks; empty if the line has no such mark. */
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

    /** All lines behind the current one. */
    public byte[] rest() {
        return Arrays.copyOfRange(bytes, nextLine, end);
    }

    /** Whether {@link #rest} would return this text. */
    public boolean hasRest(byte[] text) {
        return Arrays.equals(bytes, nextLine, end, text, 0, text.length);
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

    /** The current field from its {@code offset}th character on, as a whole number of up to 32 bits. */
    public int fieldAsInt(int offset) throws IOException {
        int from = fieldFrom + offset;
        if (from < fieldTo && fieldTo - from <= MOST_INT_DIGITS) {
            long value = KernelNumber.parseDigits(bytes, from, fieldTo);
            if (value != KernelNumber.NOT_A_NUMBER) {
                return (int) value; // the usual case, without a string
            }
        }
        try {
            return Integer.parseInt(text(from, fieldTo));
        } catch (NumberFormatException notANumber) {
            throw expected("a whole number");
        }
    }

    /** The next field as an unsigned number of up to 64 bits, as the nearest double. */
    public double nextUnsigned() throws IOException {
        requireField("an unsigned number");
        long value = KernelNumber.parseDigits(bytes, fieldFrom, fieldTo);
        if (value == KernelNumber.NOT_A_NUMBER) {
            throw expected("an unsigned number");
        }
        if (fieldTo - fieldFrom <= KernelNumber.MOST_DIGITS) {
            return value;
        }
        try {
            return KernelNumber.toDouble(Long.parseUnsignedLong(field()));
        } catch (NumberFormatException tooLarge) {
            throw expected("an unsigned number");
        }
    }

    /** As {@link #nextUnsigned}; NaN, and left out, if the field is no such number. */
    public double nextUnsignedOrNaN() {
        try {
            return nextUnsigned();
        } catch (IOException e) {
            omissions.add(e);
            return Double.NaN;
        }
    }

    /** As {@link #nextDecimal}; NaN, and left out, if the field is no such number. */
    public double nextDecimalOrNaN() {
        try {
            return nextDecimal();
        } catch (IOException e) {
            omissions.add(e);
            return Double.NaN;
        }
    }

    /** The next field as 64 bits, from hexadecimal digits without {@code 0x}. */
    public long nextHexadecimal() throws IOException {
        requireField("a field");
        try {
            return KernelNumber.parseHexadecimal(bytes, fieldFrom, fieldTo);
        } catch (NumberFormatException notANumber) {
            throw expected("a hexadecimal number of 64 bits");
        }
    }

    /** The next field as a decimal number. */
    public double nextDecimal() throws IOException {
        requireField("a number");
        if (fieldTo - fieldFrom <= KernelNumber.MOST_DIGITS) {
            long value = KernelNumber.parseDigits(bytes, fieldFrom, fieldTo);
            if (value != KernelNumber.NOT_A_NUMBER) {
                return value; // the usual case, without a string
            }
        }
        try {
            return KernelNumber.parseDecimal(field());
        } catch (NumberFormatException notANumber) {
            throw expected("a number");
        }
    }

    private void requireField(String what) throws IOException {
        if (!nextField()) {
            throw expected(what);
        }
    }

    /** The error for a file that lacks a value it must have. */
    public IOException without(String what) {
        return new IOException(name + ": expected " + what + ", found none");
    }

    /** The error for a current field that should have been something else. */
    public IOException expected(String what) {
        String got = fieldTo > fieldFrom ? '"' + shorten(field()) + '"' : "the end of the line";
        return malformed("expected " + what + ", got " + got);
    }

    /** The error for the current line. */
    public IOException malformed(String problem) {
        return new IOException(name + ":" + lineNumber + ": " + problem + " in \"" + shorten(line()) + '"');
    }

    private static String shorten(String text) {
        return RawText.printable(text.length() > 200 ? text.substring(0, 200) + "…" : text);
    }

    private String text(int from, int to) {
        return strings.get(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
