package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A committed dashboard, read from its JSON as Grafana does.
 *
 * @param range the seconds of its default time range
 */
record LabDashboard(String uid, int range, List<Variable> variables, List<Panel> panels, List<Query> annotations) {
    /** @param allValue value of All; null without one */
    record Variable(String name, String type, String query, String allValue, String current) {
        boolean isQuery() {
            return type.equals("query");
        }
    }

    /**
     * @param collapsed whether its row must be opened first
     * @param columns labels that a table shows as columns
     */
    record Panel(String title, String type, boolean collapsed, List<Query> queries, Set<String> columns) {
        List<Query> prometheusQueries() {
            return queries.stream().filter(Query::isPrometheus).toList();
        }
    }

    record Query(String refId, String dataSource, String expr, String legend, boolean instant) {
        boolean isPrometheus() {
            return dataSource.equals("prometheus");
        }
    }

    static List<LabDashboard> all() throws IOException {
        List<LabDashboard> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                all.add(of(object(Json.parse(Files.readString(file)))));
            }
        }
        return all;
    }

    /**
     * Queries that Grafana sends when it opens the dashboard: of variables, annotations and panels that are visible.
     */
    int queriesWhenOpened() {
        return (int) (variables.stream().filter(Variable::isQuery).count()
                + annotations.size()
                + panels.stream()
                        .filter(panel -> !panel.collapsed())
                        .mapToLong(panel -> panel.queries().size())
                        .sum());
    }

    int queriesInAll() {
        return queriesWhenOpened()
                + panels.stream()
                        .filter(Panel::collapsed)
                        .mapToInt(panel -> panel.queries().size())
                        .sum();
    }

    private static LabDashboard of(Map<String, Object> json) {
        List<Panel> panels = new ArrayList<>();
        for (Map<String, Object> panel : objects(json.get("panels"))) {
            if (panel.get("type").equals("row")) {
                objects(panel.get("panels")).forEach(inner -> panels.add(panel(inner, true)));
            } else {
                panels.add(panel(panel, false));
            }
        }
        String from = (String) object(json.get("time")).get("from");
        return new LabDashboard(
                (String) json.get("uid"),
                LabRule.seconds(from.replace("now-", "")),
                objects(object(json.get("templating")).get("list")).stream()
                        .map(LabDashboard::variable)
                        .toList(),
                panels,
                objects(object(json.get("annotations")).get("list")).stream()
                        .filter(annotation -> annotation.get("expr") != null)
                        .map(annotation -> query(annotation, annotation))
                        .toList());
    }

    private static Variable variable(Map<String, Object> json) {
        Object query = json.get("query");
        Map<String, Object> current = object(json.getOrDefault("current", Map.of()));
        return new Variable(
                (String) json.get("name"),
                (String) json.get("type"),
                query instanceof Map ? (String) object(query).get("query") : (String) query,
                (String) json.get("allValue"),
                current.get("value") instanceof String value ? value : (String) null);
    }

    private static Panel panel(Map<String, Object> json, boolean collapsed) {
        Set<String> columns = new TreeSet<>();
        for (Map<String, Object> transformation : objects(json.get("transformations"))) {
            if (transformation.get("id").equals("organize")) {
                Map<String, Object> options = object(transformation.get("options"));
                columns.addAll(
                        object(options.getOrDefault("renameByName", Map.of())).keySet());
                columns.removeIf(column -> column.startsWith("Value") || column.equals("Time"));
            }
        }
        return new Panel(
                (String) json.get("title"),
                (String) json.get("type"),
                collapsed,
                objects(json.get("targets")).stream()
                        .filter(target -> !Boolean.TRUE.equals(target.get("hide")))
                        .map(target -> query(target, json))
                        .toList(),
                columns);
    }

    private static Query query(Map<String, Object> target, Map<String, Object> panel) {
        Object dataSource = target.getOrDefault("datasource", panel.get("datasource"));
        return new Query(
                (String) target.getOrDefault("refId", target.get("name")),
                (String) object(dataSource).get("type"),
                (String) target.get("expr"),
                (String) target.getOrDefault("legendFormat", ""),
                Boolean.TRUE.equals(target.get("instant")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(Object json) {
        return json == null ? List.of() : (List<Map<String, Object>>) json;
    }
}
