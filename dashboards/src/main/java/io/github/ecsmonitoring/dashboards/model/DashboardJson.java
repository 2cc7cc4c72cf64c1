package io.github.ecsmonitoring.dashboards.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JSON object with its members in the order of insertion. Values are objects, lists, strings, numbers, booleans and
 * null.
 *
 * <p>In the text, a value that fits on a line stays on one line, which keeps the diff of a changed panel short.
 */
final class DashboardJson {
    private static final int LINE = 120;

    private final Map<String, Object> members = new LinkedHashMap<>();

    private DashboardJson() {}

    static DashboardJson object() {
        return new DashboardJson();
    }

    /** Adds a member; null is allowed. */
    DashboardJson with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Object get(String name) {
        return members.get(name);
    }

    static String write(Object value) {
        return write(value, "") + "\n";
    }

    private static String write(Object value, String indent) {
        String line = line(value);
        if (indent.length() + line.length() <= LINE || !(value instanceof DashboardJson || value instanceof List)) {
            return line;
        }
        String inner = indent + "  ";
        return value instanceof DashboardJson object
                ? block(
                        "{",
                        object.members.entrySet().stream()
                                .map(e -> quote(e.getKey()) + ": " + write(e.getValue(), inner)),
                        "}",
                        indent)
                : block("[", ((List<?>) value).stream().map(element -> write(element, inner)), "]", indent);
    }

    private static String block(String open, Stream<String> members, String close, String indent) {
        String separator = "\n" + indent + "  ";
        return members.collect(Collectors.joining("," + separator, open + separator, "\n" + indent + close));
    }

    private static String line(Object value) {
        if (value instanceof DashboardJson object) {
            return object.members.entrySet().stream()
                    .map(e -> quote(e.getKey()) + ": " + line(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DashboardJson::line).collect(Collectors.joining(", ", "[", "]"));
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
        throw new IllegalArgumentException("no JSON for " + value.getClass().getName() + " " + value);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
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
