package io.github.ecsmonitoring.dashboards.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON text of maps, lists, strings, numbers, booleans and null, in the order of insertion.
 *
 * <p>What fits on a line stays on one line, so that a changed panel is a short diff.
 */
final class Json {
    private static final int LINE = 120;

    private Json() {}

    /** An object of alternating keys and values; unlike {@code Map.of} it keeps the order and takes null. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    static String write(Object value) {
        return write(value, "") + "\n";
    }

    private static String write(Object value, String indent) {
        String line = line(value);
        if (indent.length() + line.length() <= LINE || !(value instanceof Map || value instanceof List)) {
            return line;
        }
        String inner = indent + "  ";
        return value instanceof Map<?, ?> map
                ? block(
                        "{",
                        map.entrySet().stream().map(e -> quote(e.getKey()) + ": " + write(e.getValue(), inner)),
                        "}",
                        indent)
                : block("[", ((List<?>) value).stream().map(element -> write(element, inner)), "]", indent);
    }

    private static String block(String open, Stream<String> members, String close, String indent) {
        String separator = "\n" + indent + "  ";
        return members.collect(Collectors.joining("," + separator, open + separator, "\n" + indent + close));
    }

    private static String line(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> quote(e.getKey()) + ": " + line(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::line).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value == null || value instanceof Boolean || value instanceof Integer) {
            return String.valueOf(value);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number == Math.rint(number) ? String.valueOf(number.longValue()) : number.toString();
        }
        if (value instanceof String text) {
            return quote(text);
        }
        throw new IllegalArgumentException(
                "JSON has no place for " + value.getClass().getName() + " " + value);
    }

    private static String quote(Object text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : ((String) text).toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        throw new IllegalArgumentException("control character " + (int) c + " in \"" + text + "\"");
                    }
                    quoted.append(c);
                }
            }
        }
        return quoted.append('"').toString();
    }
}
