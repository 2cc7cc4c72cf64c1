package io.github.ecsmonitoring.exporter.json;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a whole JSON text, for the tests and the emulator: an object becomes a {@code Map} in the order of the text,
 * an array a {@code List}, a number a {@link BigDecimal}, which keeps all digits.
 *
 * <pre>
 * JsonTree.parse("file.json", "{\"a\": [1, true]}")   // {a=[1, true]}
 * </pre>
 */
public final class JsonTree {
    private final JsonScanner scanner;
    private final JsonReader json;

    private JsonTree(JsonScanner scanner) {
        this.scanner = scanner;
        this.json = new JsonReader(scanner);
    }

    /** Error messages start with {@code name}. */
    public static Object parse(String name, String text) throws IOException {
        JsonTree tree = new JsonTree(new JsonScanner(name, new StringReader(text)));
        Object value = tree.value();
        tree.json.end();
        return value;
    }

    private Object value() throws IOException {
        return switch (scanner.next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> json.text();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            members.put(json.name(), value());
        }
        return members;
    }

    private List<Object> array() throws IOException {
        List<Object> elements = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            elements.add(value());
        }
        return elements;
    }

    private BigDecimal number() throws IOException {
        String digits = scanner.number();
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException exponentTooLarge) {
            throw scanner.expected("a number in the range of BigDecimal", digits);
        }
    }

    private Object word(String word, Object value) throws IOException {
        scanner.word(word);
        return value;
    }
}
