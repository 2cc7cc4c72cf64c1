package io.github.ecsmonitoring.ecsevents.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads fields of parsed JSON. A field that is missing or of another type is empty. */
public final class Fields {
    private Fields() {}

    public static Optional<String> text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    public static Optional<Integer> number(Map<String, Object> json, String name) {
        return json.get(name) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    public static Map<String, Object> map(Map<String, Object> json, String name) {
        return json.get(name) instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    public static List<String> texts(Map<String, Object> json, String name) {
        return list(json, name).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    public static List<Map<String, Object>> maps(Map<String, Object> json, String name) {
        return list(json, name).stream()
                .filter(Map.class::isInstance)
                .map(item -> cast((Map<?, ?>) item))
                .toList();
    }

    private static List<?> list(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
