package io.github.ecsmonitoring.ecsevents.json;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes maps, lists and strings as JSON, the keys in order. */
public final class JsonText {
    private JsonText() {}

    /** @throws IllegalArgumentException for a value of another type */
    public static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Iterable<?> items) {
            return StreamSupport.stream(items.spliterator(), false)
                    .map(JsonText::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String text) {
            return '"' + text.codePoints().mapToObj(JsonText::escaped).collect(Collectors.joining()) + '"';
        }
        throw new IllegalArgumentException("value must be a map, a list or a string, got " + value);
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        boolean unpaired = Character.getType(character) == Character.SURROGATE;
        return character < ' ' || unpaired ? String.format("\\u%04x", character) : Character.toString(character);
    }
}
