package io.github.ecsmonitoring.grafana.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as strictly as Grafana does, with the place of an error: trailing commas, comments and other extensions
 * are rejected. Objects are maps in the order of the text, arrays are lists, numbers are {@link NumberText}s.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class StrictJson {
    /** Go's limit is 10,000; each level takes a few frames of the stack here. */
    private static final int MAX_DEPTH = 500;

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("[0-9a-fA-F]{4}");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int position;
    private int depth;

    private StrictJson(String text) {
        this.text = text;
    }

    /**
     * The value of a whole text.
     *
     * @throws IllegalArgumentException with line and column if it is not JSON
     */
    static Object read(String text) {
        StrictJson reader = new StrictJson(text);
        Object value = reader.value();
        reader.skipSpace();
        if (reader.position < text.length()) {
            throw reader.unexpected("the end of the text");
        }
        return value;
    }

    private Object value() {
        skipSpace();
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        open();
        for (boolean more = !closes('}'); more; more = continues('}')) {
            skipSpace();
            if (peek() != '"') {
                throw unexpected("a key in double quotes");
            }
            int start = position;
            String key = string();
            if (object.containsKey(key)) {
                throw error(start, "key \"" + key + "\" is there twice");
            }
            skipSpace();
            if (peek() != ':') {
                throw unexpected("\":\"");
            }
            position++;
            object.put(key, value());
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        open();
        for (boolean more = !closes(']'); more; more = continues(']')) {
            array.add(value());
        }
        depth--;
        return array;
    }

    private void open() {
        if (++depth > MAX_DEPTH) {
            throw error(position, "values must be nested at most " + MAX_DEPTH + " levels deep");
        }
        position++;
    }

    private boolean closes(char end) {
        skipSpace();
        if (peek() == end) {
            position++;
            return true;
        }
        return false;
    }

    private boolean continues(char end) {
        if (closes(end)) {
            return false;
        }
        if (peek() != ',') {
            throw unexpected("\",\" or \"" + end + "\"");
        }
        position++;
        return true;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (position++; peek() != '"'; position++) {
            char c = peek();
            if (c < ' ') {
                throw unexpected("the end of a string in double quotes");
            }
            string.append(c == '\\' ? escape() : c);
        }
        position++;
        return string.toString();
    }

    /** Ends at the last character of the escape sequence. */
    private char escape() {
        position++;
        int escape = position < text.length() ? ESCAPES.indexOf(text.charAt(position)) : -1;
        if (escape >= 0) {
            return ESCAPED.charAt(escape);
        }
        Matcher code = UNICODE_ESCAPE.matcher(text).region(Math.min(position + 1, text.length()), text.length());
        if (peek() != 'u' || !code.lookingAt()) {
            throw unexpected("an escape sequence of JSON");
        }
        position += 4;
        return (char) Integer.parseInt(code.group(), 16);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, position)) {
            throw unexpected("a value");
        }
        position += word.length();
        return value;
    }

    private NumberText number() {
        Matcher number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt()) {
            throw unexpected("a value");
        }
        position = number.end();
        return new NumberText(number.group());
    }

    private void skipSpace() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    /** The next character, NUL at the end. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private IllegalArgumentException unexpected(String expected) {
        String got = position == text.length() ? "the end of the text" : "\"" + printable(text.charAt(position)) + "\"";
        return error(position, "expected " + expected + ", got " + got);
    }

    private static String printable(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c) || Character.isSpaceChar(c) && c != ' '
                ? String.format("\\u%04x", (int) c)
                : String.valueOf(c);
    }

    private IllegalArgumentException error(int place, String message) {
        String before = text.substring(0, place);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return new IllegalArgumentException(
                "line " + line + ", column " + (place - before.lastIndexOf('\n')) + ": " + message);
    }
}
