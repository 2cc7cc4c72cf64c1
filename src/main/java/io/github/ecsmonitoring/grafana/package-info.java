/**
 * Amazon Managed Grafana: a workspace with its role and what that role may read.
 *
 * <p>Uses {@code internal} only; a Prometheus workspace grants queries to a
 * {@link io.github.ecsmonitoring.grafana.GrafanaWorkspace} as to any grantee.
 */
package io.github.ecsmonitoring.grafana;
