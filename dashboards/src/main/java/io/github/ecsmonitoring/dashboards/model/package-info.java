/**
 * Builders for Grafana's classic dashboard model with {@code schemaVersion} 39, which Grafana 10.4 to 13 import.
 *
 * <p>A {@link io.github.ecsmonitoring.dashboards.model.Dashboard} holds rows of
 * {@link io.github.ecsmonitoring.dashboards.model.DashboardPanel}s
 * ({@link io.github.ecsmonitoring.dashboards.model.StatPanel},
 * {@link io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel},
 * {@link io.github.ecsmonitoring.dashboards.model.TablePanel}); a panel holds a
 * {@link io.github.ecsmonitoring.dashboards.model.PanelUnit},
 * {@link io.github.ecsmonitoring.dashboards.model.Thresholds} and queries; {@code DashboardJson} writes them as text.
 * Nothing in this package depends on ECS or on metric names.
 *
 * @see <a href="https://grafana.com/docs/grafana/v10.4/dashboards/build-dashboards/view-dashboard-json-model/">JSON
 *     model</a>
 */
package io.github.ecsmonitoring.dashboards.model;
