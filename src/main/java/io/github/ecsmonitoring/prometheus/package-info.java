/**
 * Amazon Managed Service for Prometheus: workspaces, created or imported, with their grants, rules, metrics and alarms,
 * and the accounts that share them.
 *
 * <p>An {@link io.github.ecsmonitoring.prometheus.AlertManagerDefinition} is a tree of
 * {@link io.github.ecsmonitoring.prometheus.AlertRoute}s, {@code AlertManagerTree}, which writes the document for AMP.
 * {@code AlertRoutes} and {@code AlertConditions} check the tree, {@code AlertManagerLimits} has AMP's quotas.
 * {@code AlertManagerText}, {@code AlertManagerConfig} and {@code ReceiverConfigs} check definitions that are written
 * by hand.
 *
 * <p>The rest of the library uses {@link io.github.ecsmonitoring.prometheus.IPrometheusWorkspace}. Depends on
 * {@code internal} and {@code promql} only.
 *
 * <p>Rules are files or {@link io.github.ecsmonitoring.prometheus.RuleGroup}s; {@code RuleFileReader} validates both.
 */
package io.github.ecsmonitoring.prometheus;
