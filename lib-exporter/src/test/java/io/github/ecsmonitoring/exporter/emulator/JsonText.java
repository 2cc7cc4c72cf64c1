package io.github.ecsmonitoring.exporter.emulator;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link io.github.ecsmonitoring.exporter.json.JsonTree} on one line without whitespace, as the agent does.
 */
final class JsonText {
    private JsonText() {}

    static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return text.toString();
    }

    private static void write(StringBuilder text, Object value) {
        if (value == null) {
            text.append("null");
            return;
        }
        switch (value) {
            case Map<?, ?> object -> {
                text.append('{');
                for (Iterator<? extends Map.Entry<?, ?>> members =
                                object.entrySet().iterator();
                        members.hasNext(); ) {
                    Map.Entry<?, ?> member = members.next();
                    quote(text, (String) member.getKey());
                    text.append(':');
                    write(text, member.getValue());
                    text.append(members.hasNext() ? "," : "");
                }
                text.append('}');
            }
            case List<?> array -> {
                text.append('[');
                for (int i = 0; i < array.size(); i++) {
                    text.append(i > 0 ? "," : "");
                    write(text, array.get(i));
                }
                text.append(']');
            }
            case String string -> quote(text, string);
            default -> text.append(value);
        }
    }

    /** Fixtures contain no control characters. */
    private static void quote(StringBuilder text, String string) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }
}
