package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text as a whole: an object becomes a {@code Map} in the text's order, an array a {@code List}, a number a
 * {@link BigDecimal}, a string, true, false and null what they are in Java. Wrong text is an {@link IOException} that
 * says where, as {@link JsonReader}'s.
 *
 * <pre>
 * Json.parse("file.json", "{\"a\": [1, true]}")   // {a=[1, true]}
 * </pre>
 */
public final class Json {
    /** 1e999999999 is a short text and a long number. */
    private static final int LARGEST_EXPONENT = 400;

    private Json() {}

    /** The value that the text holds; {@code name} stands in error messages. */
    public static Object parse(String name, String text) throws IOException {
        JsonReader json = new JsonReader(name, new StringReader(text));
        Object value = value(json);
        json.end();
        return value;
    }

    private static Object value(JsonReader json) throws IOException {
        return switch (json.scanner().next()) {
            case '{' -> object(json);
            case '[' -> array(json);
            case '"' -> json.text();
            case 't' -> word(json, "true", Boolean.TRUE);
            case 'f' -> word(json, "false", Boolean.FALSE);
            case 'n' -> word(json, "null", null);
            default -> number(json);
        };
    }

    private static Map<String, Object> object(JsonReader json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            members.put(json.name(), value(json));
        }
        return members;
    }

    private static List<Object> array(JsonReader json) throws IOException {
        List<Object> elements = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            elements.add(value(json));
        }
        return elements;
    }

    private static Object word(JsonReader json, String word, Object value) throws IOException {
        json.scanner().word(word);
        return value;
    }

    private static BigDecimal number(JsonReader json) throws IOException {
        String digits = json.scanner().number();
        try {
            BigDecimal value = new BigDecimal(digits);
            if (Math.abs((long) value.scale()) + value.precision() <= 2L * LARGEST_EXPONENT) {
                return value;
            }
        } catch (NumberFormatException exponentOutOfRange) {
            // said below
        }
        throw json.scanner().expected("a value", "'" + digits.charAt(0) + "'");
    }
}
