package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.Reader;
import java.util.OptionalDouble;

/**
 * Reads JSON text strictly from front to back, as it comes in: whoever knows the text asks for the value that must come next, and skips
 * what it does not need; nothing else is kept. A null counts as an object or an array with nothing in it, an empty string, or no number.
 * Wrong text is an {@link IOException} that says where, what was expected and what came.
 *
 * <pre>
 * json.beginObject();
 * while (json.hasNext()) {
 *     switch (json.name()) {
 *         case "Family" -&gt; family = json.text();
 *         default -&gt; json.skip();
 *     }
 * }
 * json.end();
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonReader {
    /** Deeper text than this is no one's data, and would overflow the stack of those who read it. */
    private static final int DEEPEST = 100;
    /** Longer numbers are no one's data either, and take long to convert. */
    private static final int LONGEST_NUMBER = 1000;
    private static final int END = -1;
    /** What closes a null that was read as an object or an array. */
    private static final char NOTHING = '\0';

    private final String name;
    private final Reader in;
    private final char[] buffer = new char[4096];
    private final StringBuilder token = new StringBuilder();
    private final char[] closings = new char[DEEPEST];
    private int at;
    private int to;
    private int line = 1;
    private int depth;
    private boolean first;
    private String member = "the text";

    /** {@code name} stands in error messages. */
    public JsonReader(String name, Reader in) {
        this.name = name;
        this.in = in;
    }

    /** Enters an object; {@link #hasNext()} leaves it. */
    public void beginObject() throws IOException {
        begin('{', '}', "an object");
    }

    /** Enters an array; {@link #hasNext()} leaves it. */
    public void beginArray() throws IOException {
        begin('[', ']', "an array");
    }

    private void begin(char opening, char closing, String what) throws IOException {
        int next = next();
        if (next != opening && next != 'n') {
            throw expected(what + " for " + member);
        }
        if (depth == DEEPEST) {
            throw expected("less than " + DEEPEST + " levels");
        }
        if (next == 'n') {
            word("null");
        } else {
            at++;
        }
        closings[depth++] = next == 'n' ? NOTHING : closing;
        first = true;
    }

    /** Whether another element of the array or member of the object comes; if not, that array or object has been left. */
    public boolean hasNext() throws IOException {
        char closing = closings[depth - 1];
        if (closing != NOTHING) {
            int next = next();
            if (first ? next != closing : next == ',') {
                at += first ? 0 : 1;
                first = false;
                return true;
            }
            require(closing);
        }
        depth--;
        first = false;
        return false;
    }

    /** The name of the member whose value comes next. */
    public String name() throws IOException {
        if (next() != '"') {
            throw expected("a name in quotes");
        }
        member = string();
        require(':');
        return member;
    }

    /** A string; empty for null. */
    public String text() throws IOException {
        return switch (next()) {
            case '"' -> string();
            case 'n' -> {
                word("null");
                yield "";
            }
            default -> throw expected("a string for " + member);
        };
    }

    /** A number that a double can hold, though not to its last digit; empty for null. */
    public OptionalDouble number() throws IOException {
        int next = next();
        if (next == 'n') {
            word("null");
            return OptionalDouble.empty();
        }
        if (next == '"' || next == '{' || next == '[') {
            throw expected("a number for " + member);
        }
        double value = Double.parseDouble(digits());
        if (Double.isInfinite(value)) {
            throw expected("a number for " + member, token.toString());
        }
        return OptionalDouble.of(value);
    }

    /** Whether a number comes next. */
    public boolean isNumber() throws IOException {
        int next = next();
        return next == '-' || next >= '0' && next <= '9';
    }

    /** Reads a value of any kind and forgets it. */
    public void skip() throws IOException {
        switch (next()) {
            case '{' -> {
                beginObject();
                while (hasNext()) {
                    name();
                    skip();
                }
            }
            case '[' -> {
                beginArray();
                while (hasNext()) {
                    skip();
                }
            }
            case '"' -> scanString();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> digits();
        }
    }

    /** Makes sure that nothing follows. */
    public void end() throws IOException {
        if (next() != END) {
            throw expected("the end");
        }
    }

    /** The error for a value that was read and is not what it should be. */
    public IOException unexpected(String what, String got) {
        return expected(what + " for " + member, got);
    }

    /** The next character that is no blank, not taken; -1 at the end. */
    int next() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            line += c == '\n' ? 1 : 0;
            at++;
            c = peek();
        }
        return c;
    }

    void word(String word) throws IOException {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw expected("a value", "'" + word.charAt(0) + "'");
            }
        }
    }

    /** A number's text, in JSON's grammar. */
    String digits() throws IOException {
        token.setLength(0);
        int from = next();
        for (int c = from; c != END && "0123456789+-.eE".indexOf(c) >= 0; c = peek()) {
            token.append((char) c);
            at++;
            if (token.length() > LONGEST_NUMBER) {
                throw expected("a number of at most " + LONGEST_NUMBER + " digits");
            }
        }
        if (token.isEmpty()) {
            throw expected("a value");
        }
        if (!JsonNumber.isOne(token)) {
            throw expected("a value", "'" + (char) from + "'");
        }
        return token.toString();
    }

    private String string() throws IOException {
        scanString();
        return token.toString();
    }

    private void scanString() throws IOException {
        token.setLength(0);
        at++;
        for (int c = peek(); c >= ' '; c = peek()) {
            at++;
            if (c == '"') {
                return;
            }
            token.append(c == '\\' ? escaped() : (char) c);
        }
        throw expected("the end of a string");
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

    private void require(char wanted) throws IOException {
        if (next() != wanted) {
            throw expected("'" + wanted + "'");
        }
        at++;
    }

    private IOException expected(String what) throws IOException {
        int next = peek();
        return expected(what, next == END ? "the end" : "'" + (char) next + "'");
    }

    IOException expected(String what, String got) {
        return new IOException(name + ":" + line + ": expected " + what + ", got " + got);
    }
}
