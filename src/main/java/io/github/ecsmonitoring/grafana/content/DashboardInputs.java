package io.github.ecsmonitoring.grafana.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The inputs of a dashboard that was exported for sharing with another instance, as all dashboards of grafana.com are.
 * Grafana replaces them only in an import by hand, not in dashboards from its HTTP API or provisioning files.
 */
final class DashboardInputs {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]+)}");
    /** What the export adds for the import. */
    private static final List<String> OF_IMPORT = List.of("__inputs", "__requires", "__elements");

    private final Map<String, String> values = new HashMap<>();

    private DashboardInputs() {}

    /**
     * The dashboard with the value of each input in its place: a constant, or the uid of the first data source of the
     * input's type.
     *
     * @throws IllegalArgumentException if there is no data source of that type
     */
    static DashboardFile replace(DashboardFile file, List<DataSource> dataSources) {
        Map<String, Object> dashboard =
                DashboardTree.object(StrictJson.read(file.json())).orElseThrow();
        if (OF_IMPORT.stream().noneMatch(dashboard::containsKey)) {
            return file;
        }
        DashboardInputs inputs = new DashboardInputs();
        DashboardTree.list(dashboard, "__inputs").forEach(input -> inputs.add(input, dataSources, file.origin()));
        OF_IMPORT.forEach(dashboard::remove);
        return new DashboardFile(
                file.uid(), file.title(), CompactJson.write(inputs.replaced(dashboard)), file.origin());
    }

    private void add(Map<String, Object> input, List<DataSource> dataSources, String origin) {
        String name = String.valueOf(input.get("name"));
        if (!"datasource".equals(input.get("type"))) {
            values.put(name, input.get("value") instanceof String value ? value : "");
            return;
        }
        String type = String.valueOf(input.get("pluginId"));
        values.put(
                name,
                type.equals(DashboardDataSources.EXPRESSION)
                        ? type
                        : dataSources.stream()
                                .filter(dataSource -> dataSource.isOfType(type))
                                .findFirst()
                                .map(DataSource::getUid)
                                .orElseThrow(() -> missing(name, type, dataSources, origin)));
    }

    private static IllegalArgumentException missing(
            String name, String type, List<DataSource> dataSources, String origin) {
        return new IllegalArgumentException(origin + ": input " + name + " must be a data source of the type " + type
                + ", which the content does not have; it has "
                + dataSources.stream().map(DataSource::getType).distinct().collect(Collectors.joining(", "))
                + ": add one, or replace ${" + name + "} in the file by the uid of one that Grafana has");
    }

    private Object replaced(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            object.forEach((key, element) -> copy.put(key, replaced(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::replaced).collect(Collectors.toCollection(ArrayList::new));
        }
        return value instanceof String text ? replacedText(text) : value;
    }

    private String replacedText(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }
}
