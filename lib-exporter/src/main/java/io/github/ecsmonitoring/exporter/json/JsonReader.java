package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.Reader;
import java.util.OptionalDouble;

/**
 * A streaming JSON parser: the caller reads the values that it expects in the order of the text and skips others. A
 * null is read as an empty object, array or string, or as no number. Malformed text is an {@link IOException} with the
 * line, the expected value and the actual one.
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
    /** Deeper nesting could overflow the stack of {@link #skip} and of callers. */
    private static final int MAX_DEPTH = 100;
    /** The closing character of a null that is read as an object or array. */
    private static final char NULL = '\0';

    private final JsonScanner scanner;
    private final char[] closings = new char[MAX_DEPTH];
    private int depth;
    private boolean first;
    private String member = "the text";

    /** Error messages start with {@code name}. */
    public JsonReader(String name, Reader in) {
        this(new JsonScanner(name, in));
    }

    JsonReader(JsonScanner scanner) {
        this.scanner = scanner;
    }

    /** Enters an object; {@link #hasNext()} leaves it after the last member. */
    public void beginObject() throws IOException {
        begin('{', '}', "an object");
    }

    /** Enters an array; {@link #hasNext()} leaves it after the last element. */
    public void beginArray() throws IOException {
        begin('[', ']', "an array");
    }

    private void begin(char opening, char closing, String what) throws IOException {
        int next = scanner.next();
        if (next != opening && next != 'n') {
            throw scanner.expected(what + " for " + member);
        }
        if (depth == MAX_DEPTH) {
            throw scanner.expected("less than " + MAX_DEPTH + " levels");
        }
        if (next == 'n') {
            scanner.word("null");
        } else {
            scanner.take(opening);
        }
        closings[depth++] = next == 'n' ? NULL : closing;
        first = true;
    }

    /** Whether the current array or object has another element or member; leaves it if not. */
    public boolean hasNext() throws IOException {
        char closing = closings[depth - 1];
        if (closing != NULL) {
            int next = scanner.next();
            if (first ? next != closing : next == ',') {
                if (!first) {
                    scanner.take(',');
                }
                first = false;
                return true;
            }
            scanner.take(closing);
        }
        depth--;
        first = false;
        return false;
    }

    /** The name of the next member; its value follows. */
    public String name() throws IOException {
        if (scanner.next() != '"') {
            throw scanner.expected("a name in quotes");
        }
        member = scanner.string();
        scanner.take(':');
        return member;
    }

    /** A string; empty for null. */
    public String text() throws IOException {
        return switch (scanner.next()) {
            case '"' -> scanner.string();
            case 'n' -> {
                scanner.word("null");
                yield "";
            }
            default -> throw scanner.expected("a string for " + member);
        };
    }

    /** A number rounded to a double; empty for null. A number beyond the range of double is an error. */
    public OptionalDouble number() throws IOException {
        int next = scanner.next();
        if (next == 'n') {
            scanner.word("null");
            return OptionalDouble.empty();
        }
        if (next == '"' || next == '{' || next == '[') {
            throw scanner.expected("a number for " + member);
        }
        String text = scanner.number();
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw unexpected("a number", text);
        }
        return OptionalDouble.of(value);
    }

    /** Whether the next value is a number. */
    public boolean isNumber() throws IOException {
        int next = scanner.next();
        return next == '-' || next >= '0' && next <= '9';
    }

    /** Skips a value of any kind. */
    public void skip() throws IOException {
        switch (scanner.next()) {
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
            case '"' -> scanner.skipString();
            case 't' -> scanner.word("true");
            case 'f' -> scanner.word("false");
            case 'n' -> scanner.word("null");
            default -> scanner.number();
        }
    }

    /** Requires the end of the text. */
    public void end() throws IOException {
        if (scanner.next() != JsonScanner.END) {
            throw scanner.expected("the end");
        }
    }

    /** An error about the value that was read last. */
    public IOException unexpected(String what, String got) {
        return expected(what + " for " + member, got);
    }

    /** An error at the current line. */
    public IOException expected(String what, String got) {
        return scanner.expected(what, got);
    }
}
