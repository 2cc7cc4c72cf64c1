package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.List;

/**
 * A multi-value template variable that filters a dashboard by one label.
 *
 * @param name name of both the label and the variable: {@code ecs_service} becomes {@code ecs_service=~"$ecs_service"}
 * @param label display name
 * @param allValue regular expression for All: {@code .+} requires the label, {@code .*} also matches series without it
 */
public record Variable(String name, String label, String allValue) {
    /** The label matcher that applies the selection. */
    public String matcher() {
        return name + "=~\"$" + name + "\"";
    }

    /**
     * A hidden variable with a single value, the first that the visible variables select, for data sources that accept
     * one value only.
     *
     * @param name name of the hidden variable
     * @param label the label whose values it takes
     * @param series selector of the series whose label values are offered
     */
    static DashboardJson first(String name, String label, String series) {
        return query(name, label, "label_values(" + series + ", " + label + ")")
                .with("hide", 2)
                .with("multi", false)
                .with("includeAll", false);
    }

    /** @param series selector of the series whose label values are offered; one series for each target is enough */
    DashboardJson json(String series) {
        return query(name, label, "label_values(" + series + ", " + name + ")")
                .with("hide", 0)
                .with("multi", true)
                .with("includeAll", true)
                .with("allValue", allValue)
                .with(
                        "current",
                        object().with("selected", true)
                                .with("text", List.of("All"))
                                .with("value", List.of("$__all")));
    }

    private static DashboardJson query(String name, String label, String query) {
        return object().with("name", name)
                .with("label", label)
                .with("type", "query")
                .with("datasource", DataSourceVariable.PROMETHEUS.reference())
                .with("definition", query)
                // Grafana's query editor opens empty without qryType; 1 is "Label values".
                .with(
                        "query",
                        object().with("qryType", 1)
                                .with("query", query)
                                .with("refId", "PrometheusVariableQueryEditor-VariableQuery"))
                // 2 refreshes on time range change, so that stopped tasks can be selected.
                .with("refresh", 2)
                .with("sort", 1)
                .with("options", List.of())
                .with("regex", "");
    }
}
