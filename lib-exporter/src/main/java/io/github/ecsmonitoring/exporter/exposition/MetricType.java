package io.github.ecsmonitoring.exporter.exposition;

/**
 * The type of a metric family, as the TYPE line of the text format spells it.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 */
public enum MetricType {
    /** A value that only rises while the process or kernel that counts it lives. */
    COUNTER("counter"),
    /** A value that rises and falls. */
    GAUGE("gauge"),
    /** A value of which the source does not say what it is. */
    UNTYPED("untyped"),
    /** Counts and a sum of observed values, by value; only of text files. */
    HISTOGRAM("histogram"),
    /** Quantiles, count and sum of observed values; only of text files. */
    SUMMARY("summary");

    private final String text;

    MetricType(String text) {
        this.text = text;
    }

    /** The word of the TYPE line: {@code counter}, {@code gauge}, … */
    public String text() {
        return text;
    }
}
