package io.github.ecsmonitoring.exporter.exposition;

import java.util.Objects;

/**
 * The role of a sample in its metric: the value itself, or one of the lines of a histogram or summary.
 *
 * @param suffix the end of the sample's name: {@code _bucket}, {@code _sum}, {@code _count} or empty
 * @param position the line's position in its histogram or summary, from 0
 * @param boundLabel {@code le} or {@code quantile}, which follows all other labels; null without a bound
 * @param bound the value of that label
 */
record SampleRole(String suffix, int position, String boundLabel, double bound) {
    static final SampleRole VALUE = new SampleRole("", 0, null, 0);

    static SampleRole bucket(int position, double upperBound) {
        return new SampleRole("_bucket", position, "le", upperBound);
    }

    static SampleRole quantile(int position, double quantile) {
        return new SampleRole("", position, "quantile", quantile);
    }

    static SampleRole sum(int position) {
        return new SampleRole("_sum", position, null, 0);
    }

    static SampleRole count(int position) {
        return new SampleRole("_count", position, null, 0);
    }

    boolean hasBound() {
        return boundLabel != null;
    }

    /** A record's own equals would be linked at run time, in the first scrape. */
    boolean isSame(SampleRole other) {
        return this == other
                || position == other.position
                        && bound == other.bound
                        && suffix.equals(other.suffix)
                        && Objects.equals(boundLabel, other.boundLabel);
    }

    /** Appends {@code le="0.5"}. */
    void appendBound(Utf8Buffer text) {
        text.append(boundLabel).append("=\"");
        GoNumber.append(text, bound);
        text.append('"');
    }
}
