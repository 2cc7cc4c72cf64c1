/**
 * The pages of the exporter: {@code /metrics}, {@code /} and {@code /-/healthy}. Only {@code NodeExporter} depends on
 * this package.
 *
 * <pre>
 * MetricsServer      addresses, paths, limits of connections; HTTP itself is in the package http
 *   ListenAddress, MetricsPath   parse flags
 *   MetricsHandler   a scrape from request to response
 *     PageQuery      collect[], exclude[], name[]
 *     ScrapeBudget   number of parallel scrapes, and memory of their pages
 *     ScrapeTimeout, ScrapeTimer
 *     PageRenderer   PageScrape, Gzip; HandlerMetrics
 *     CompressionPolicy, AcceptEncoding
 *   Endpoints        CleanPath, LandingPage
 * HealthCheck        requests /-/healthy of another process
 * </pre>
 */
package io.github.ecsmonitoring.exporter.metrics;
