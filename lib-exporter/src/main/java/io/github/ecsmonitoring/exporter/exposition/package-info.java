/**
 * From samples to text: {@link io.github.ecsmonitoring.exporter.exposition.MetricSink} takes what collectors send, and
 * keeps from scrape to scrape what stays the same ({@code MetricFamily}, {@code Series});
 * {@link io.github.ecsmonitoring.exporter.exposition.TextFormat} writes the page. Knows nothing of files, flags or
 * HTTP.
 */
package io.github.ecsmonitoring.exporter.exposition;
