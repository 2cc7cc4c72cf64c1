/**
 * The Grafana dashboards, defined in Java and committed as JSON.
 *
 * <ul>
 *   <li>{@link io.github.ecsmonitoring.dashboards.DashboardList}: the list of all dashboards;
 *   <li>{@link io.github.ecsmonitoring.dashboards.EcsTaskDashboard},
 *       {@link io.github.ecsmonitoring.dashboards.EcsNodeDashboard}: one class for each dashboard;
 *   <li>{@link io.github.ecsmonitoring.dashboards.SeriesSelector}: the label contract as variables and as the selector
 *       of every query;
 *   <li>{@link io.github.ecsmonitoring.dashboards.model}: panels, variables and their JSON.
 * </ul>
 *
 * <p>To add a dashboard, add a class and a line in {@code DashboardList}; then {@code mvn -pl dashboards test
 * -Dsnapshots.update=true} writes its file.
 */
package io.github.ecsmonitoring.dashboards;
