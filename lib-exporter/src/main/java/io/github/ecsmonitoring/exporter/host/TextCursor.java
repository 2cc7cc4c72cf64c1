package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.util.Arrays;

/** Where a {@link KernelText} is: its lines and fields, as text, and the errors that name the place. */
abstract class TextCursor {
    /** Its text is the file's name: seldom wanted, and not made before. */
    final Object name;

    final byte[] bytes;
    private final int end;
    private int lineNumber;
    private int lineFrom;
    private int lineTo;
    private int nextLine;
    int fieldFrom;
    int fieldTo;

    /** The text is in the bytes {@code from} to {@code end}. */
    TextCursor(Object name, byte[] bytes, int from, int end) {
        this.name = name;
        this.bytes = bytes;
        this.nextLine = from;
        this.end = end;
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

    /** The whole current line. */
    public String line() {
        return text(lineFrom, lineTo);
    }

    /** The error for a file without the one thing that it is read for. */
    public IOException without(String what) {
        return new IOException(name + ": found no " + what);
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

    private boolean matches(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[fieldFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    final String text(int from, int to) {
        return Names.of(bytes, from, to);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
