/**
 * Amazon Managed Service for Prometheus: workspaces, made or imported, who may write to and query them, and their
 * rules.
 *
 * <p>{@link io.github.ecsmonitoring.prometheus.IPrometheusWorkspace} is what the rest of the library takes. Uses
 * {@code internal} only.
 */
package io.github.ecsmonitoring.prometheus;
