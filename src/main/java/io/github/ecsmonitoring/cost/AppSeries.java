package io.github.ecsmonitoring.cost;

import java.util.Objects;

/**
 * Series of the app's own metrics in one task.
 *
 * @param source for example {@code scrape job orders}, {@code OTLP} or {@code expectedAppSeries}
 * @param series how many are expected; null if unknown
 * @param intervalSeconds the seconds between two samples of a series
 */
public record AppSeries(String source, Integer series, int intervalSeconds) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the number is negative or the interval is not positive
     */
    public AppSeries {
        Objects.requireNonNull(source, "source");
        if (series != null && series < 0 || intervalSeconds < 1) {
            throw new IllegalArgumentException("series of " + source
                    + " must be 0 or more and its interval at least a second, got " + series + " every "
                    + intervalSeconds + " s");
        }
    }

    /** Samples of one task a month; 0 if they are unknown. */
    double samples() {
        return series == null ? 0 : series * MonitoringCost.SECONDS / intervalSeconds;
    }

    @Override
    public String toString() {
        return (series == null ? "unknown" : series) + " of " + source + " every " + intervalSeconds + " s";
    }
}
