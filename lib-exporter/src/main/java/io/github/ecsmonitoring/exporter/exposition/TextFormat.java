package io.github.ecsmonitoring.exporter.exposition;

import java.util.List;
import java.util.Set;

/**
 * Prometheus' text format 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Prometheus: text-based
 *     format</a>
 */
public final class TextFormat {
    /** The Content-Type that node_exporter answers with. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private TextFormat() {}

    /**
     * The Content-Type for a client that says what it accepts; one that takes any UTF-8 in names is told so, as
     * node_exporter does.
     */
    public static String contentType(String accept) {
        boolean anyName = accept != null && accept.contains("escaping=allow-utf-8");
        return anyName ? CONTENT_TYPE.replace("underscores", "allow-utf-8") : CONTENT_TYPE;
    }

    /** Appends the page of all that was collected. */
    public static void write(MetricSink sink, Utf8Buffer out) {
        write(sink, Set.of(), out);
    }

    /** Appends the page of the families that are named; with none named, of all. */
    public static void write(MetricSink sink, Set<String> names, Utf8Buffer out) {
        List<MetricFamily> families = sink.sorted();
        for (int i = 0; i < families.size(); i++) {
            MetricFamily family = families.get(i);
            if (names.isEmpty() || names.contains(family.name)) {
                write(family, out);
            }
        }
    }

    private static void write(MetricFamily family, Utf8Buffer out) {
        out.append(family.header);
        for (int i = 0; i < family.shown(); i++) {
            Series series = family.shown(i);
            out.append(family.text(), series.lineFrom, series.lineTo);
            GoNumber.append(out, series.value);
            out.append('\n');
        }
    }
}
