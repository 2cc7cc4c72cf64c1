package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.Reader;
import java.util.OptionalDouble;

/**
 * Reads JSON text strictly from front to back, as it comes in: whoever knows the text asks for the value that must come
 * next, and skips what it does not need; nothing else is kept. A null counts as an object or an array with nothing in
 * it, an empty string, or no number. Wrong text is an {@link IOException} that says where, what was expected and what
 * came.
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
    /** What closes a null that was read as an object or an array. */
    private static final char NOTHING = '\0';

    private final JsonScanner scanner;
    private final char[] closings = new char[DEEPEST];
    private int depth;
    private boolean first;
    private String member = "the text";

    /** {@code name} stands in error messages. */
    public JsonReader(String name, Reader in) {
        this(new JsonScanner(name, in));
    }

    JsonReader(JsonScanner scanner) {
        this.scanner = scanner;
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
        int next = scanner.next();
        if (next != opening && next != 'n') {
            throw scanner.expected(what + " for " + member);
        }
        if (depth == DEEPEST) {
            throw scanner.expected("less than " + DEEPEST + " levels");
        }
        if (next == 'n') {
            scanner.word("null");
        } else {
            scanner.take(opening);
        }
        closings[depth++] = next == 'n' ? NOTHING : closing;
        first = true;
    }

    /**
     * Whether another element of the array or member of the object comes; if not, that array or object has been left.
     */
    public boolean hasNext() throws IOException {
        char closing = closings[depth - 1];
        if (closing != NOTHING) {
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

    /** The name of the member whose value comes next. */
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

    /** A number that a double can hold, though not to its last digit; empty for null. */
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

    /** Whether a number comes next. */
    public boolean isNumber() throws IOException {
        int next = scanner.next();
        return next == '-' || next >= '0' && next <= '9';
    }

    /** Reads a value of any kind and forgets it. */
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

    /** Makes sure that nothing follows. */
    public void end() throws IOException {
        if (scanner.next() != JsonScanner.END) {
            throw scanner.expected("the end");
        }
    }

    /** The error for a value that was read and is not what it should be. */
    public IOException unexpected(String what, String got) {
        return expected(what + " for " + member, got);
    }

    /** An error at the place that was read up to. */
    public IOException expected(String what, String got) {
        return scanner.expected(what, got);
    }
}
