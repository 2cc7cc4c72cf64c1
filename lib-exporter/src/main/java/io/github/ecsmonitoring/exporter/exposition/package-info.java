/**
 * From samples to text. Collectors add samples to a {@link io.github.ecsmonitoring.exporter.exposition.MetricSink};
 * {@link io.github.ecsmonitoring.exporter.exposition.TextFormat} writes the page. Each {@code SeriesCache} keeps text
 * and order of its metric's series from scrape to scrape. The package depends on no other.
 */
package io.github.ecsmonitoring.exporter.exposition;
