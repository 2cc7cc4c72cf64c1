/**
 * Prometheus monitoring for workloads on Amazon ECS.
 *
 * <p>{@link io.github.ecsmonitoring.EcsMonitoring} is the way in: one construct, then one call for each task
 * definition. {@link io.github.ecsmonitoring.EcsCluster} is an environment for those who have none. The facade is made
 * of public classes that can be used alone; packages depend on each other in this direction only:
 *
 * <pre>
 * app → (this package) → task → adot → images → internal
 *                      ↘ grafana  ↘ prometheus → internal
 * </pre>
 *
 * <p>Data flows from an app's and the node exporter's pages to the ADOT collector in the same task, from there by
 * remote write to a {@link io.github.ecsmonitoring.prometheus.PrometheusWorkspace}, which a
 * {@link io.github.ecsmonitoring.grafana.GrafanaWorkspace} queries.
 */
package io.github.ecsmonitoring;
