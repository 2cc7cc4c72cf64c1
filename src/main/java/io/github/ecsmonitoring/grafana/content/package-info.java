/**
 * The content of Grafana as values: data sources, folders and dashboards. Both kinds of Grafana get the same content,
 * one by its HTTP API, the other by provisioning files.
 */
package io.github.ecsmonitoring.grafana.content;
