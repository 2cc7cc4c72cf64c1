/**
 * HTTP: {@link io.github.ecsmonitoring.exporter.http.MetricsServer} serves the page of whatever
 * {@link io.github.ecsmonitoring.exporter.collector.Collector} it is given. Nothing else depends on it but {@code NodeExporter}.
 *
 * <pre>
 * MetricsServer    addresses, paths
 *   Limits         what the JDK's server grants a client
 *   Workers        its threads; SlowClients: who waits in them, and gives way
 *   MetricsHandler one scrape: place, memory, collect, write, send
 *     PageQuery, Scrape, PageMemory, Pages, Gzip, PageSender, HandlerMetrics
 *   Endpoint       short answers, LandingPage
 * HealthCheck      asks a server of another process
 * </pre>
 */
package io.github.ecsmonitoring.exporter.http;
