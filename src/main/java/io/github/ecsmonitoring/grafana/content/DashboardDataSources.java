package io.github.ecsmonitoring.grafana.content;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that the data sources of panels, annotations and variables are in the content. */
final class DashboardDataSources {
    /** The type and uid of Grafana's own expressions. */
    static final String EXPRESSION = "__expr__";

    /** Data sources that every Grafana has, and the names of the default one. */
    private static final Set<String> BUILT_IN = Set.of(
            "",
            "default",
            "grafana",
            "-- Grafana --",
            "-- Mixed --",
            "-- Dashboard --",
            EXPRESSION,
            // The uid of expressions before Grafana 8.
            "-100");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+).*|\\[\\[(\\w+).*");

    private final DashboardFile file;
    private final List<DataSource> dataSources;
    private final Set<String> others;
    private final Set<String> variables = new HashSet<>();

    private DashboardDataSources(DashboardFile file, List<DataSource> dataSources, Set<String> others) {
        this.file = file;
        this.dataSources = dataSources;
        this.others = others;
    }

    /**
     * Checks a dashboard without inputs.
     *
     * @param others uids and names of data sources that Grafana has apart from the content's
     * @throws IllegalArgumentException if the dashboard uses another data source
     */
    static void check(DashboardFile file, List<DataSource> dataSources, Set<String> others) {
        new DashboardDataSources(file, dataSources, others)
                .check(DashboardTree.object(StrictJson.read(file.json())).orElseThrow());
    }

    private void check(Map<String, Object> dashboard) {
        List<Map<String, Object>> templating = DashboardTree.list(dashboard, "templating", "list");
        templating.forEach(variable -> variables.add(String.valueOf(variable.get("name"))));
        templating.forEach(variable -> check(variable, "variable " + variable.get("name")));
        DashboardTree.list(dashboard, "annotations", "list")
                .forEach(annotation -> check(annotation, "annotation " + annotation.get("name")));
        for (Map<String, Object> panel : DashboardTree.panels(dashboard)) {
            String place = DashboardTree.name(panel);
            check(panel, place);
            DashboardTree.list(panel, "targets").forEach(target -> check(target, place));
        }
    }

    private void check(Map<String, Object> user, String place) {
        reference(user.get("datasource")).ifPresent(reference -> {
            Matcher variable = VARIABLE.matcher(reference);
            boolean exists = variable.matches()
                    ? variables.contains(variable.group(1) != null ? variable.group(1) : variable.group(2))
                    : isKnown(reference);
            if (!exists) {
                throw new IllegalArgumentException(
                        file.origin() + ": " + place + " uses data source \"" + reference + "\", " + remedy(reference));
            }
        });
    }

    private boolean isKnown(String uidOrName) {
        return BUILT_IN.contains(uidOrName)
                || others.contains(uidOrName)
                || dataSources.stream()
                        .anyMatch(dataSource -> dataSource.getUid().equals(uidOrName)
                                || dataSource.getName().equals(uidOrName));
    }

    private static Optional<String> reference(Object dataSource) {
        Object reference = DashboardTree.object(dataSource)
                .map(object -> object.get("uid"))
                .orElse(dataSource instanceof String ? dataSource : null);
        return reference instanceof String uid ? Optional.of(uid) : Optional.empty();
    }

    private String remedy(String reference) {
        return reference.startsWith("$") || reference.startsWith("[[")
                ? "but has no variable of that name: add a variable of the type datasource"
                : "which the content does not have: use a variable of the type datasource"
                        + dataSources.stream()
                                .map(DataSource::getUid)
                                .collect(Collectors.joining(", ", dataSources.isEmpty() ? "" : ", or one of ", ""))
                        + "; if Grafana has it from elsewhere, add otherDataSources(\"" + reference + "\")";
    }
}
