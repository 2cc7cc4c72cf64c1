/**
 * The Grafana dashboards, written in Java and committed as JSON, and the names they share with the rules.
 *
 * <p>From a dashboard to its file:
 *
 * <ul>
 *   <li>{@link io.github.ecsmonitoring.dashboards.Dashboards}: the list of all dashboards;
 *   <li>{@link io.github.ecsmonitoring.dashboards.EcsTaskDashboard},
 *       {@link io.github.ecsmonitoring.dashboards.EcsNodeDashboard}: one class for each dashboard;
 *   <li>{@code Scope}: the label contract as variables and as the selector of every query;
 *   <li>{@link io.github.ecsmonitoring.dashboards.model}: panels, variables and the JSON that Grafana reads.
 * </ul>
 *
 * <p>To add a dashboard: one class, one line in {@code Dashboards}, one line in {@code DashboardsTest}; then {@code mvn
 * -pl dashboards test -Dsnapshots.update=true} writes its file.
 */
package io.github.ecsmonitoring.dashboards;
