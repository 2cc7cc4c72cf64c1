package io.github.ecsmonitoring.ecsevents.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as maps, lists, strings, {@link Double}s, {@link Boolean}s and null. Lambda parses the event, but answers
 * of AWS services are text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonParser {
    /** An answer of ECS has five levels. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*");
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\x00-\\x1f]*+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-fA-F]{4}|[\"\\\\/bfnrt])");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int position;

    private JsonParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not an object */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        JsonParser parser = new JsonParser(text);
        Object value = parser.value(0);
        parser.next(SPACE);
        if (!(value instanceof Map<?, ?> object) || parser.position < text.length()) {
            throw new IllegalArgumentException("text must be one JSON object");
        }
        return (Map<String, Object>) object;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("JSON must have at most " + MAX_DEPTH + " levels");
        }
        next(SPACE);
        if (skip('{')) {
            return members(depth + 1);
        }
        if (skip('[')) {
            return items(depth + 1);
        }
        if (is('"')) {
            return string();
        }
        String word = next(WORD);
        return word == null ? number() : word.equals("null") ? null : Boolean.valueOf(word);
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new TreeMap<>();
        for (boolean more = !ends('}'); more; more = continues('}')) {
            next(SPACE);
            String name = string();
            next(SPACE);
            expect(':');
            members.put(name, value(depth));
        }
        return members;
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        for (boolean more = !ends(']'); more; more = continues(']')) {
            items.add(value(depth));
        }
        return items;
    }

    private boolean ends(char end) {
        next(SPACE);
        return skip(end);
    }

    private boolean continues(char end) {
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder(next(PLAIN));
        while (!skip('"')) {
            string.append(unescaped(required(ESCAPE))).append(next(PLAIN));
        }
        return string.toString();
    }

    private static char unescaped(String escape) {
        return escape.charAt(1) == 'u'
                ? (char) Integer.parseInt(escape.substring(2), 16)
                : ESCAPED.charAt(ESCAPES.indexOf(escape.charAt(1)));
    }

    private Double number() {
        return Double.valueOf(required(NUMBER));
    }

    private boolean is(char expected) {
        return position < text.length() && text.charAt(position) == expected;
    }

    private boolean skip(char expected) {
        boolean found = is(expected);
        position += found ? 1 : 0;
        return found;
    }

    private void expect(char expected) {
        if (!skip(expected)) {
            throw unexpected();
        }
    }

    private String required(Pattern pattern) {
        String found = next(pattern);
        if (found == null) {
            throw unexpected();
        }
        return found;
    }

    /** The text that matches at the position, which moves behind it; null if none does. */
    private String next(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        position = matcher.end();
        return matcher.group();
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("text is not JSON at character " + (position + 1));
    }
}
