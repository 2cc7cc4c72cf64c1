/**
 * One scrape: {@link io.github.ecsmonitoring.exporter.scrape.CollectorSet} holds the enabled collectors,
 * {@link io.github.ecsmonitoring.exporter.scrape.CollectorRun} runs them one after the other, measures them and skips
 * those that hang. {@link io.github.ecsmonitoring.exporter.scrape.Collector} is the one interface between a collector
 * and the rest of the exporter.
 */
package io.github.ecsmonitoring.exporter.scrape;
