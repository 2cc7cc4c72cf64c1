package io.github.ecsmonitoring.exporter.metrics;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths without empty, {@code .} and {@code ..} elements, as Go's ServeMux cleans them. */
final class CleanPath {
    /** Characters of a path that need no escape; {@code %} begins one. */
    private static final String ALLOWED = "/-._~!$&'()*+,;=:@%";

    private CleanPath() {}

    /** Keeps the escapes, and a slash at the end. */
    static String of(String path) {
        Deque<String> elements = new ArrayDeque<>();
        for (String each : path.split("/")) {
            if (each.equals("..")) {
                elements.pollLast();
            } else if (!each.isEmpty() && !each.equals(".")) {
                elements.addLast(each);
            }
        }
        String clean = "/" + String.join("/", elements);
        return path.endsWith("/") && !elements.isEmpty() ? clean + "/" : clean;
    }

    /** Escapes what must not be in a URL, such as the backslash that browsers take for a slash. */
    static String escape(String path) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
