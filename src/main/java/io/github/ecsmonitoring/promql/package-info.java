/**
 * Reads PromQL: whether an expression is valid, its type, and the metrics and labels that it names. Also Prometheus
 * durations and the PromQL of Grafana dashboards.
 *
 * <p>{@link io.github.ecsmonitoring.promql.Promql} uses {@code PromqlParser}, a recursive-descent parser over the
 * tokens of {@code PromqlLexer}. It accepts the language of Prometheus 3 without experimental features. The dashboards'
 * tests compile this package too. Depends on no other package of this library.
 */
package io.github.ecsmonitoring.promql;
