package io.github.ecsmonitoring.dashboards.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON: answers of Prometheus are too large for the YAML parser that the other tests use. */
final class Json {
    private final String text;
    private int next;

    private Json(String text) {
        this.text = text;
    }

    /** Objects are maps, arrays lists, numbers doubles. */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.next < text.length()) {
            throw json.error("the end");
        }
        return value;
    }

    private Object value() {
        space();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        next++;
        for (space(); peek() != '}'; space()) {
            if (!members.isEmpty()) {
                expect(',');
                space();
            }
            String name = string();
            space();
            expect(':');
            members.put(name, value());
        }
        next++;
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        next++;
        for (space(); peek() != ']'; space()) {
            if (!items.isEmpty()) {
                expect(',');
            }
            items.add(value());
        }
        next++;
        return items;
    }

    private String string() {
        expect('"');
        int start = next;
        while (peek() != '"' && peek() != '\\') {
            next++;
        }
        StringBuilder characters = new StringBuilder(text.substring(start, next));
        while (peek() != '"') {
            char character = text.charAt(next++);
            characters.append(character == '\\' ? escaped() : character);
        }
        next++;
        return characters.toString();
    }

    private char escaped() {
        char code = text.charAt(next++);
        return switch (code) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                next += 4;
                yield (char) Integer.parseInt(text.substring(next - 4, next), 16);
            }
            default -> code;
        };
    }

    private Double number() {
        int start = next;
        while (next < text.length() && "+-.eE0123456789".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (start == next) {
            throw error("a value");
        }
        return Double.valueOf(text.substring(start, next));
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, next)) {
            throw error(word);
        }
        next += word.length();
        return value;
    }

    private void space() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
    }

    private char peek() {
        if (next >= text.length()) {
            throw error("more text");
        }
        return text.charAt(next);
    }

    private void expect(char character) {
        if (peek() != character) {
            throw error("'" + character + "'");
        }
        next++;
    }

    private IllegalArgumentException error(String expected) {
        return new IllegalArgumentException("JSON must have " + expected + " at character " + next + ", got "
                + text.substring(Math.min(next, text.length()), Math.min(next + 40, text.length())));
    }
}
