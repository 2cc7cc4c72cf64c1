package io.github.ecsmonitoring.exporter.collector.textfile;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cursor over one line of a text file of metrics, byte by byte; its errors name the file and the line. */
final class TextFormatLine {
    private final String place;
    /** One character for each byte. */
    private final String line;

    private int at;

    TextFormatLine(String place, String line) {
        this.place = place;
        this.line = line;
    }

    boolean atEnd() {
        return at == line.length();
    }

    boolean atBlank() {
        return !atEnd() && isBlank(line.charAt(at));
    }

    boolean skip(char c) {
        boolean found = !atEnd() && line.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    void skipBlanks() {
        while (atBlank()) {
            at++;
        }
    }

    /** Up to the next blank. */
    String word() {
        int from = at;
        while (!atEnd() && !atBlank()) {
            at++;
        }
        return line.substring(from, at);
    }

    /** Up to the line's end. */
    String rest() {
        String rest = line.substring(at);
        at = line.length();
        return rest;
    }

    /** The name of a metric (with {@code colons}) or a label; empty if there is none. */
    String name(boolean colons) {
        int from = at;
        while (!atEnd() && isOfName(line.charAt(at), colons, at > from)) {
            at++;
        }
        return line.substring(from, at);
    }

    /** A help text, in which a backslash escapes a backslash, an n (a line feed) or a quote. */
    String help() throws IOException {
        StringBuilder help = new StringBuilder();
        while (!atEnd()) {
            char c = line.charAt(at++);
            help.append(c == '\\' ? escaped() : c);
        }
        return new String(help.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /**
     * The labels {@code a="1",b="2"} up to the closing brace; the value of {@code boundLabel} goes into {@code bound}.
     */
    Map<String, String> labels(String boundLabel, String[] bound) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        while (true) {
            skipBlanks();
            if (skip('}')) {
                return labels;
            }
            String name = name(false);
            if (name.isEmpty() || name.startsWith("__")) {
                throw error("expected a label, got \"" + name + rest() + '"');
            }
            skipBlanks();
            if (!skip('=')) {
                throw error("expected = after the label " + name);
            }
            String value = labelValue(name);
            if (name.equals(boundLabel)) {
                bound[0] = value;
            } else if (labels.put(name, value) != null) {
                throw error("duplicate label " + name);
            }
            skipBlanks();
            if (!skip(',') && (atEnd() || line.charAt(at) != '}')) {
                throw error("expected , or } after the label " + name);
            }
        }
    }

    /** A number in the format that Go parses. */
    double number(String text) throws IOException {
        String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            return KernelNumber.parseDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw error("expected a number, got \"" + text + '"');
        }
    }

    IOException error(String problem) {
        String shown = problem.length() > 200 ? problem.substring(0, 200) + "…" : problem;
        return new IOException(place + ": " + shown);
    }

    private String labelValue(String name) throws IOException {
        skipBlanks();
        if (!skip('"')) {
            throw error("expected \" before the value of the label " + name);
        }
        StringBuilder value = new StringBuilder();
        while (!skip('"')) {
            if (atEnd()) {
                throw error("expected \" after the value of the label " + name);
            }
            char c = line.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.toString().getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error("the value of the label " + name + " is not UTF-8");
        }
    }

    private char escaped() throws IOException {
        char c = atEnd() ? ' ' : line.charAt(at++);
        return switch (c) {
            case '\\', '"' -> c;
            case 'n' -> '\n';
            default -> throw error("expected \\, n or \" after a backslash");
        };
    }

    private static boolean isOfName(char c, boolean colons, boolean digits) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || colons && c == ':'
                || digits && KernelNumber.isDigit(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
