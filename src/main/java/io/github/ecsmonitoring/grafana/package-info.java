/**
 * Amazon Managed Grafana: a workspace with its role and the role's permissions.
 *
 * <p>A Prometheus workspace grants queries to a {@link io.github.ecsmonitoring.grafana.GrafanaWorkspace} as to any
 * grantee. Package {@code network} knows the routes and endpoints of a VPC that a workspace is connected to.
 */
package io.github.ecsmonitoring.grafana;
