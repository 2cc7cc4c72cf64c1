package io.github.ecsmonitoring.exporter.exposition;

/**
 * Prometheus' text format 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Prometheus: text-based format</a>
 */
public final class TextFormat {
    /** The Content-Type that node_exporter answers with. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private TextFormat() {}

    /** Appends the page of all that was collected. */
    public static void write(MetricSink sink, Utf8Buffer out) {
        for (MetricFamily family : sink.sorted()) {
            writeHeader(family, out);
            for (MetricFamily.Sample sample : family.samples) {
                out.append(family.name).append(sink.buffer(), sample.textFrom, sample.textTo).append(' ');
                GoNumber.append(out, sample.value);
                out.append('\n');
            }
        }
    }

    private static void writeHeader(MetricFamily family, Utf8Buffer out) {
        out.append("# HELP ").append(family.name).append(' ');
        LabelText.appendEscaped(out, family.help, false);
        out.append("\n# TYPE ").append(family.name).append(' ').append(family.type.text()).append('\n');
    }
}
