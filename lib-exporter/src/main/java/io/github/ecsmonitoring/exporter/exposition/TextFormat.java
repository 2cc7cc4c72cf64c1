package io.github.ecsmonitoring.exporter.exposition;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes the Prometheus text format, version 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Prometheus: text-based
 *     format</a>
 */
public final class TextFormat {
    /** The Content-Type of node_exporter's answers. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private TextFormat() {}

    /**
     * The Content-Type for a client with this Accept header, which may be null. As in node_exporter, the answer names
     * {@code escaping=allow-utf-8} if the client does.
     */
    public static String contentType(String accept) {
        boolean anyName = accept != null && accept.contains("escaping=allow-utf-8");
        return anyName ? CONTENT_TYPE.replace("underscores", "allow-utf-8") : CONTENT_TYPE;
    }

    /** Appends the page of all families. */
    public static void write(MetricSink sink, Utf8Buffer out) {
        List<MetricFamily> families = sink.families();
        for (int i = 0; i < families.size(); i++) {
            MetricFamily family = families.get(i);
            out.append(family.header);
            for (int j = 0; j < family.series.size(); j++) {
                family.series.appendLine(j, out);
            }
        }
    }

    /**
     * Writes the page of the named families, or of all if {@code names} is empty, in parts of about {@code part} bytes:
     * the buffer is emptied after {@code out} has taken each.
     */
    public static void write(
            MetricSink sink, Set<String> names, Utf8Buffer buffer, int part, Consumer<Utf8Buffer> out) {
        List<MetricFamily> families = sink.families();
        for (int i = 0; i < families.size(); i++) {
            MetricFamily family = families.get(i);
            if (names.isEmpty() || names.contains(family.name)) {
                buffer.append(family.header);
                for (int j = 0; j < family.series.size(); j++) {
                    family.series.appendLine(j, buffer);
                    if (buffer.size() >= part) {
                        out.accept(buffer);
                        buffer.clear();
                    }
                }
            }
        }
        out.accept(buffer);
        buffer.clear();
    }
}
