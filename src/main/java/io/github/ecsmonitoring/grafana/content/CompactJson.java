package io.github.ecsmonitoring.grafana.content;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes maps, lists, text, booleans, null and {@link NumberText}s as JSON on one line, in the order of the maps. */
final class CompactJson {
    private final StringBuilder json = new StringBuilder();

    private CompactJson() {}

    static String write(Object value) {
        CompactJson writer = new CompactJson();
        writer.value(value);
        return writer.json.toString();
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> object) {
            sequence('{', object.entrySet(), '}', entry -> {
                string(String.valueOf(entry.getKey()));
                json.append(':');
                value(entry.getValue());
            });
        } else if (value instanceof List<?> array) {
            sequence('[', array, ']', this::value);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof NumberText number) {
            json.append(number.text());
        } else if (value == null || value instanceof Boolean) {
            json.append(value);
        } else {
            throw new IllegalArgumentException("JSON cannot have a value of " + value.getClass());
        }
    }

    private <T> void sequence(char open, Iterable<T> elements, char close, Consumer<T> write) {
        json.append(open);
        for (Iterator<T> all = elements.iterator(); all.hasNext(); ) {
            write.accept(all.next());
            json.append(all.hasNext() ? "," : "");
        }
        json.append(close);
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || isUnpaired(text, i)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** An unpaired surrogate cannot be encoded in UTF-8. */
    private static boolean isUnpaired(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
