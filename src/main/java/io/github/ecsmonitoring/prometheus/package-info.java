/**
 * Amazon Managed Service for Prometheus: workspaces, created or imported, with their grants and rules.
 *
 * <p>The rest of the library uses {@link io.github.ecsmonitoring.prometheus.IPrometheusWorkspace}. Depends on
 * {@code internal} only.
 */
package io.github.ecsmonitoring.prometheus;
