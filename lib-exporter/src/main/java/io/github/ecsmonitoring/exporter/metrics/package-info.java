/**
 * HTTP: {@link io.github.ecsmonitoring.exporter.metrics.MetricsServer} serves the page of whatever
 * {@link io.github.ecsmonitoring.exporter.collector.Collector} it is given. Nothing else depends on it but
 * {@code NodeExporter}.
 *
 * <pre>
 * MetricsServer    addresses, paths, what clients are granted; the rest of HTTP is in the package http
 *   MetricsHandler one scrape: place, memory, collect, write, send
 *     PageQuery, Scrape, PageMemory, Pages, Gzip, PageSender, HandlerMetrics
 *   LandingPage
 * HealthCheck      asks a server of another process
 * </pre>
 */
package io.github.ecsmonitoring.exporter.metrics;
