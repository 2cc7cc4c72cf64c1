package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.promql.Promql;
import io.github.ecsmonitoring.promql.PromqlExpression;

/** Expressions of panels, in which Grafana replaces the interval and numbers; other variables stand in strings only. */
final class PanelPromql {
    private PanelPromql() {}

    static String resolved(String expr) {
        return expr.replace("$__rate_interval", "5m").replace("${price}", "0.9");
    }

    static PromqlExpression parse(String expr) {
        return Promql.parse(resolved(expr));
    }
}
