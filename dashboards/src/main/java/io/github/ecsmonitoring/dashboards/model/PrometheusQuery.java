package io.github.ecsmonitoring.dashboards.model;

/**
 * A PromQL query.
 *
 * @param expr the expression, with Grafana's variables
 * @param legend name of each series; {@code {{instance}}} is the value of that label
 */
record PrometheusQuery(String expr, String legend) implements PanelQuery {
    @Override
    public DataSourceVariable dataSource() {
        return DataSourceVariable.PROMETHEUS;
    }

    @Override
    public DashboardJson json(DashboardJson target, boolean instant, String format) {
        target.with("editorMode", "code")
                .with("expr", expr)
                .with("legendFormat", legend)
                .with("instant", instant)
                .with("range", !instant);
        return format == null ? target : target.with("format", format);
    }
}
