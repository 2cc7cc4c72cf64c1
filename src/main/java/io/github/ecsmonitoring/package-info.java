/**
 * Prometheus monitoring for workloads on Amazon ECS.
 *
 * <p>Start with {@link io.github.ecsmonitoring.EcsMonitoring}: one construct, then one call per task definition.
 * {@link io.github.ecsmonitoring.EcsCluster} is a ready-made environment for tasks. The classes behind the facade are
 * public and can be used on their own. Packages depend on each other in this direction only:
 *
 * <pre>
 * app → (this package) → task → task.check → task.definition → adot → images → internal
 *                      ↘ grafana           ↘ network → prometheus            → internal, promql
 *                      ↘ cost (also task → cost)
 *                      ↘ alerting, slo     → prometheus
 * </pre>
 *
 * <p>The ADOT collector in each task scrapes the app and the node exporter and writes to a
 * {@link io.github.ecsmonitoring.prometheus.PrometheusWorkspace}, which a
 * {@link io.github.ecsmonitoring.grafana.GrafanaWorkspace} queries.
 */
package io.github.ecsmonitoring;
