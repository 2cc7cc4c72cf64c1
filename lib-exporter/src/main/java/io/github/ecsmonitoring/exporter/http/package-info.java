/**
 * HTTP: {@link io.github.ecsmonitoring.exporter.http.MetricsServer} serves the page of whatever
 * {@link io.github.ecsmonitoring.exporter.collector.Collector} it is given. Nothing else depends on it but {@code NodeExporter}.
 */
package io.github.ecsmonitoring.exporter.http;
