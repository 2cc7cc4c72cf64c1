package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the JSON of generated dashboards. */
final class DashboardReader {
    /** A PromQL query of a panel or an annotation. */
    record PanelQuery(String dashboard, String panel, String expr, String legend) {}

    private DashboardReader() {}

    /** Panels and rows, those in collapsed rows too. */
    static List<Map<String, Object>> panels(Dashboard dashboard) {
        List<Map<String, Object>> panels = new ArrayList<>();
        for (Map<String, Object> panel : YamlDocument.list(document(dashboard).get("panels"))) {
            panels.add(panel);
            panels.addAll(YamlDocument.list(panel.getOrDefault("panels", List.of())));
        }
        return panels;
    }

    static List<Map<String, Object>> variables(Dashboard dashboard) {
        return YamlDocument.list(
                YamlDocument.map(document(dashboard).get("templating")).get("list"));
    }

    /** Variables by which series are selected. */
    static List<String> selectionVariables(Dashboard dashboard) {
        return variables(dashboard).stream()
                .filter(variable -> variable.containsKey("allValue"))
                .map(variable -> (String) variable.get("name"))
                .toList();
    }

    static List<PanelQuery> queries() {
        return DashboardList.all().stream()
                .flatMap(dashboard -> queries(dashboard).stream())
                .toList();
    }

    static List<PanelQuery> queries(Dashboard dashboard) {
        List<PanelQuery> queries = new ArrayList<>(annotations(dashboard));
        for (Map<String, Object> panel : panels(dashboard)) {
            for (Map<String, Object> target : YamlDocument.list(panel.getOrDefault("targets", List.of()))) {
                if (target.containsKey("expr")) {
                    queries.add(new PanelQuery(
                            dashboard.uid(), (String) panel.get("title"), (String) target.get("expr"), (String)
                                    target.get("legendFormat")));
                }
            }
        }
        return queries;
    }

    /** Queries of annotations, which have data only when something happens. */
    static List<PanelQuery> annotations(Dashboard dashboard) {
        Map<String, Object> annotations = YamlDocument.map(document(dashboard).get("annotations"));
        return YamlDocument.list(annotations.get("list")).stream()
                .map(annotation -> new PanelQuery(
                        dashboard.uid(), (String) annotation.get("name"), (String) annotation.get("expr"), ""))
                .toList();
    }

    private static Map<String, Object> document(Dashboard dashboard) {
        return YamlDocument.parse(dashboard.toJson());
    }
}
