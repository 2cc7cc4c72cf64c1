package io.github.ecsmonitoring.dashboards.model;

import java.util.Map;

/**
 * A variable at the top of a dashboard: the values of one label, several of which, or all, may be selected.
 *
 * @param name the label and the variable: {@code ecs_service} is used as {@code ecs_service=~"$ecs_service"}
 * @param label what the reader sees
 * @param allValue the regular expression that stands for All; {@code .+} wants the label to be there, {@code .*} does
 *     not
 */
public record Variable(String name, String label, String allValue) {
    /** The data source of every query: the dashboard is the same for every workspace. */
    static final Map<String, Object> DATA_SOURCE = Json.object("type", "prometheus", "uid", "${datasource}");

    /** The matcher that applies what was selected. */
    public String matcher() {
        return name + "=~\"$" + name + "\"";
    }

    /** The variable that selects the data source; no {@code current} value, so that the importer's default is taken. */
    static Map<String, Object> dataSource() {
        return Json.object(
                "name",
                "datasource",
                "label",
                "Data source",
                "type",
                "datasource",
                "query",
                "prometheus",
                "refresh",
                1,
                "hide",
                0,
                "multi",
                false,
                "includeAll",
                false,
                "options",
                java.util.List.of());
    }

    /** {@code series} is what the values are read from: of it, one series a target is enough. */
    Map<String, Object> json(String series) {
        String query = "label_values(" + series + ", " + name + ")";
        return Json.object(
                "name",
                name,
                "label",
                label,
                "type",
                "query",
                "datasource",
                DATA_SOURCE,
                "definition",
                query,
                // qryType 1 is "Label values" in Grafana's query editor; without it the editor opens empty.
                "query",
                Json.object("qryType", 1, "query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
                // 2: on every change of the time range, so that tasks that are gone can be selected in the past.
                "refresh",
                2,
                "sort",
                1,
                "hide",
                0,
                "multi",
                true,
                "includeAll",
                true,
                "allValue",
                allValue,
                "current",
                Json.object("selected", true, "text", java.util.List.of("All"), "value", java.util.List.of("$__all")),
                "options",
                java.util.List.of(),
                "regex",
                "");
    }
}
