package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the JSON of generated dashboards. */
final class DashboardReader {
    record PanelQuery(String dashboard, String panel, String expr, String legend) {}

    private DashboardReader() {}

    static List<Map<String, Object>> panels(Dashboard dashboard) {
        return YamlDocument.list(YamlDocument.parse(dashboard.toJson()).get("panels"));
    }

    static List<Map<String, Object>> variables(Dashboard dashboard) {
        Map<String, Object> templating =
                YamlDocument.map(YamlDocument.parse(dashboard.toJson()).get("templating"));
        return YamlDocument.list(templating.get("list"));
    }

    static List<PanelQuery> queries() {
        return DashboardList.all().stream()
                .flatMap(dashboard -> queries(dashboard).stream())
                .toList();
    }

    static List<PanelQuery> queries(Dashboard dashboard) {
        List<PanelQuery> queries = new ArrayList<>();
        for (Map<String, Object> panel : panels(dashboard)) {
            for (Map<String, Object> target : YamlDocument.list(panel.getOrDefault("targets", List.of()))) {
                queries.add(new PanelQuery(
                        dashboard.uid(), (String) panel.get("title"), (String) target.get("expr"), (String)
                                target.get("legendFormat")));
            }
        }
        return queries;
    }
}
