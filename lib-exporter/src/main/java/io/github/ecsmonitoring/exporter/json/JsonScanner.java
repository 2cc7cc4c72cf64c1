package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.Reader;

/** Splits JSON text into tokens and counts lines for error messages. */
final class JsonScanner {
    static final int END = -1;
    /** Conversion of a number takes quadratic time. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final String name;
    private final Reader in;
    private final char[] buffer = new char[4096];
    private final StringBuilder token = new StringBuilder();
    private int at;
    private int to;
    private int line = 1;

    JsonScanner(String name, Reader in) {
        this.name = name;
        this.in = in;
    }

    /** The next character that is not whitespace; it is not consumed. */
    int next() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            line += c == '\n' ? 1 : 0;
            at++;
            c = peek();
        }
        return c;
    }

    /** Consumes a character, which must come next. */
    void take(char wanted) throws IOException {
        if (next() != wanted) {
            throw expected("'" + wanted + "'");
        }
        at++;
    }

    /** Consumes true, false or null. */
    void word(String word) throws IOException {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw expected("a value", "'" + word.charAt(0) + "'");
            }
        }
    }

    /** Consumes a number and returns its text. */
    String number() throws IOException {
        token.setLength(0);
        int from = next();
        for (int c = from; c != END && "0123456789+-.eE".indexOf(c) >= 0; c = peek()) {
            token.append((char) c);
            at++;
            if (token.length() > MAX_NUMBER_LENGTH) {
                throw expected("a number of at most " + MAX_NUMBER_LENGTH + " digits");
            }
        }
        if (token.isEmpty()) {
            throw expected("a value");
        }
        if (!JsonNumber.isValid(token)) {
            throw expected("a value", "'" + (char) from + "'");
        }
        return token.toString();
    }

    /** Consumes a string and returns it without escapes. */
    String string() throws IOException {
        skipString();
        return token.toString();
    }

    /** Consumes a string. */
    void skipString() throws IOException {
        token.setLength(0);
        take('"');
        for (int c = peek(); c >= ' '; c = peek()) {
            at++;
            if (c == '"') {
                return;
            }
            token.append(c == '\\' ? escaped() : (char) c);
        }
        throw expected("the end of a string");
    }

    IOException expected(String what) throws IOException {
        int next = peek();
        return expected(what, next == END ? "the end" : "'" + (char) next + "'");
    }

    IOException expected(String what, String got) {
        return new IOException(name + ":" + line + ": expected " + what + ", got " + got);
    }

    private char escaped() throws IOException {
        int c = peek();
        int index = "\"\\/bfnrt".indexOf(c);
        if (index < 0 && c != 'u') {
            throw expected("an escape");
        }
        at++;
        if (index >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(index);
        }
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw expected("four digits in hex");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private int peek() throws IOException {
        if (at == to) {
            at = 0;
            to = Math.max(0, in.read(buffer));
        }
        return at < to ? buffer[at] : END;
    }
}
