package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.promql.Promql;
import io.github.ecsmonitoring.promql.PromqlExpression;

/** Expressions of panels, in which Grafana replaces the interval; other variables stand in strings only. */
final class PanelPromql {
    private PanelPromql() {}

    static PromqlExpression parse(String expr) {
        return Promql.parse(expr.replace("$__rate_interval", "5m"));
    }
}
