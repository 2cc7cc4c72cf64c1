package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text strictly: an object becomes a {@code Map} in the text's order, an array a {@code List}, a number a {@link BigDecimal}, a
 * string, true, false and null what they are in Java. Wrong text is an {@link IOException} that says where.
 *
 * <pre>
 * Json.parse("file.json", "{\"a\": [1, true]}")   // {a=[1, true]}
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class Json {
    /** Deeper text than this is no one's data, and would overflow the stack. */
    private static final int DEEPEST = 100;
    /** To read a number takes the square of its length: a mebibyte of digits would take a minute. */
    private static final int LONGEST_NUMBER = 1000;
    /** 1e999999999 is a short text and a long number. */
    private static final int LARGEST_EXPONENT = 400;

    private final String name;
    private final String text;
    private int at;
    private int depth;

    private Json(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** The value that the text holds; {@code name} stands in error messages. */
    public static Object parse(String name, String text) throws IOException {
        Json json = new Json(name, text);
        Object value = json.value();
        if (json.next() != '\0' || json.at < text.length()) {
            throw json.expected("the end");
        }
        return value;
    }

    private Object value() throws IOException {
        if (++depth > DEEPEST) {
            throw expected("less than " + DEEPEST + " levels");
        }
        Object value = switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return value;
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        if (accept('}')) {
            return members;
        }
        do {
            if (next() != '"') {
                throw expected("a name in quotes");
            }
            String member = string();
            require(':');
            members.put(member, value());
        } while (accept(','));
        require('}');
        return members;
    }

    private List<Object> array() throws IOException {
        List<Object> elements = new ArrayList<>();
        at++;
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (accept(','));
        require(']');
        return elements;
    }

    private String string() throws IOException {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) >= ' '; at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw expected("the end of a string");
    }

    private char escaped() throws IOException {
        at++;
        char c = at < text.length() ? text.charAt(at) : '\0';
        int index = "\"\\/bfnrt".indexOf(c);
        if (index >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(index);
        }
        if (c == 'u' && at + 4 < text.length()) {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(text.charAt(++at), 16);
                if (digit < 0) {
                    throw expected("four digits in hex");
                }
                code = code << 4 | digit;
            }
            return (char) code;
        }
        throw expected("an escape");
    }

    private BigDecimal number() throws IOException {
        int from = at;
        while (at < text.length() && "0123456789+-.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        try {
            // Java reads "+1", ".5" and "5." as well
            if (!number.isEmpty() && number.length() <= LONGEST_NUMBER
                    && "+.".indexOf(number.charAt(0)) < 0 && Character.isDigit(number.charAt(number.length() - 1))) {
                BigDecimal value = new BigDecimal(number);
                if (Math.abs((long) value.scale()) + value.precision() <= 2L * LARGEST_EXPONENT) {
                    return value;
                }
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        at = from;
        throw expected("a value");
    }

    private Object word(String word, Object value) throws IOException {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    /** The next character that is no blank, not taken; a zero character at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean accept(char wanted) {
        boolean found = next() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void require(char wanted) throws IOException {
        if (!accept(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    private IOException expected(String what) {
        String got = at >= text.length() ? "the end" : "'" + text.charAt(at) + "'";
        long line = text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count() + 1;
        return new IOException(name + ":" + line + ": expected " + what + ", got " + got);
    }
}
