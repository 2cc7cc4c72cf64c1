package io.github.ecsmonitoring.grafana.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the parts of a dashboard's classic model. */
final class DashboardTree {
    private DashboardTree() {}

    /** The value as a JSON object, if it is one. */
    @SuppressWarnings("unchecked")
    static Optional<Map<String, Object>> object(Object value) {
        return value instanceof Map ? Optional.of((Map<String, Object>) value) : Optional.empty();
    }

    /** The objects of a list; none if the key has no list. */
    static List<Map<String, Object>> list(Map<String, Object> object, String key) {
        return object.get(key) instanceof List<?> list
                ? list.stream().flatMap(element -> object(element).stream()).toList()
                : List.of();
    }

    /** The objects of a list in an object, for example {@code templating.list}. */
    static List<Map<String, Object>> list(Map<String, Object> object, String outer, String key) {
        return object(object.get(outer)).map(inner -> list(inner, key)).orElse(List.of());
    }

    /** All panels, including those in rows, and in the rows of dashboards before Grafana 5. */
    static List<Map<String, Object>> panels(Map<String, Object> dashboard) {
        List<Map<String, Object>> panels = new ArrayList<>();
        for (Map<String, Object> panel : list(dashboard, "panels")) {
            panels.add(panel);
            panels.addAll(panels(panel));
        }
        list(dashboard, "rows").forEach(row -> panels.addAll(panels(row)));
        return panels;
    }

    /** For messages: {@code panel Load}. */
    static String name(Map<String, Object> panel) {
        return panel.get("title") instanceof String title && !title.isBlank()
                ? "panel " + title
                : "the panel with the id " + CompactJson.write(panel.get("id"));
    }
}
