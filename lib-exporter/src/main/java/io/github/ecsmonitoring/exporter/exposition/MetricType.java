package io.github.ecsmonitoring.exporter.exposition;

/**
 * The type of a metric family.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus: exposition formats</a>
 */
public enum MetricType {
    /** A value that only increases until the process or kernel that counts it restarts. */
    COUNTER("counter"),
    /** A value that can increase and decrease. */
    GAUGE("gauge"),
    /** A value whose source does not say whether it is a counter or a gauge. */
    UNTYPED("untyped"),
    /** Observed values counted in buckets, and their sum and count; from text files only. */
    HISTOGRAM("histogram"),
    /** Quantiles of observed values, and their sum and count; from text files only. */
    SUMMARY("summary");

    private final String text;

    MetricType(String text) {
        this.text = text;
    }

    /** The word in the TYPE line, for example {@code counter}. */
    public String text() {
        return text;
    }
}
