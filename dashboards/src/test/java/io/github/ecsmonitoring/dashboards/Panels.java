package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The generated dashboards, read back: JSON is YAML. */
final class Panels {
    record Query(String dashboard, String panel, String expr) {}

    private Panels() {}

    static Map<String, Object> read(Dashboard dashboard) {
        return Rules.map(new Load(LoadSettings.builder().build()).loadFromString(dashboard.toJson()));
    }

    static List<Map<String, Object>> panels(Dashboard dashboard) {
        return Rules.list(read(dashboard).get("panels"));
    }

    static List<Map<String, Object>> variables(Dashboard dashboard) {
        return Rules.list(Rules.<Object>map(read(dashboard).get("templating")).get("list"));
    }

    static List<Query> queries() {
        return Dashboards.all().stream()
                .flatMap(dashboard -> queries(dashboard).stream())
                .toList();
    }

    static List<Query> queries(Dashboard dashboard) {
        List<Query> queries = new ArrayList<>();
        for (Map<String, Object> panel : panels(dashboard)) {
            for (Map<String, Object> target : Rules.list(panel.getOrDefault("targets", List.of()))) {
                queries.add(new Query(dashboard.uid(), (String) panel.get("title"), (String) target.get("expr")));
            }
        }
        return queries;
    }
}
