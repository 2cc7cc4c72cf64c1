/**
 * Service level objectives: {@link io.github.ecsmonitoring.slo.ServiceLevelObjective}s become recording rules and
 * alerts.
 *
 * <p>{@code SliQueries} are the two queries of the user's metrics, written with {@code EventSelector},
 * {@code HttpMetrics} and {@code LatencyBuckets}. {@code SloRules} has the recording rules, {@code SloAlerts} the
 * alerts, {@code BurnRate} the windows and {@code ErrorBudget} the arithmetic.
 */
package io.github.ecsmonitoring.slo;
