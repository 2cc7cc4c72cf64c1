/**
 * Amazon Managed Grafana: a workspace with its role and the role's permissions.
 *
 * <p>Depends on {@code internal} only; a Prometheus workspace grants queries to a
 * {@link io.github.ecsmonitoring.grafana.GrafanaWorkspace} as to any grantee.
 */
package io.github.ecsmonitoring.grafana;
