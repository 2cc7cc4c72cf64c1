package io.github.ecsmonitoring.adot;

import java.util.Objects;
import java.util.Optional;

/**
 * Metrics of the app that the collector writes to the Prometheus workspace.
 *
 * @param name for example {@code scrape job orders} or {@code OTLP}
 * @param expectedSeries the number of series in each task; empty if the app does not say
 * @param intervalSeconds the seconds between two samples of a series
 */
public record AppSource(String name, Optional<Integer> expectedSeries, int intervalSeconds) {

    /** Checks the required values. */
    public AppSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(expectedSeries, "expectedSeries");
    }
}
