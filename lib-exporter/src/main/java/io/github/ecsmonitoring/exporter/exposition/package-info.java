/**
 * From samples to text: {@link io.github.ecsmonitoring.exporter.exposition.MetricSink} takes what collectors send,
 * {@link io.github.ecsmonitoring.exporter.exposition.TextFormat} writes the page. Knows nothing of files, flags or HTTP.
 */
package io.github.ecsmonitoring.exporter.exposition;
