/**
 * Grafana's classic dashboard model, as small builders: {@code schemaVersion} 39, which Grafana 10.4 to 13 import.
 *
 * <p>A {@link io.github.ecsmonitoring.dashboards.model.Dashboard} holds rows of
 * {@link io.github.ecsmonitoring.dashboards.model.Panel}s ({@link io.github.ecsmonitoring.dashboards.model.StatPanel},
 * {@link io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel},
 * {@link io.github.ecsmonitoring.dashboards.model.TablePanel}); a panel holds a
 * {@link io.github.ecsmonitoring.dashboards.model.Unit}, {@link io.github.ecsmonitoring.dashboards.model.Thresholds}
 * and queries. Builders make maps, {@code Json} makes text of them. This package knows nothing of ECS or of metrics.
 *
 * @see <a href="https://grafana.com/docs/grafana/v10.4/dashboards/build-dashboards/view-dashboard-json-model/">JSON
 *     model</a>
 */
package io.github.ecsmonitoring.dashboards.model;
