/**
 * The content of Grafana as values: data sources, folders and dashboards. Both kinds of Grafana get the same content,
 * one by its HTTP API, the other by provisioning files.
 *
 * <p>A {@link io.github.ecsmonitoring.grafana.content.GrafanaFolder} reads dashboards with {@code DashboardFolder} and
 * checks each with {@code DashboardParser}. A {@link io.github.ecsmonitoring.grafana.content.GrafanaContent} puts its
 * data sources in place of inputs ({@code DashboardInputs}), links them ({@code LinkedDataSources}), and checks what
 * must be unique ({@code ContentChecks}) and which data sources dashboards use ({@code DashboardDataSources}).
 * {@code ContentAsset} writes the files for the publisher.
 *
 * <p>A new dashboard of the library is one line in {@code BundledDashboards}.
 */
package io.github.ecsmonitoring.grafana.content;
