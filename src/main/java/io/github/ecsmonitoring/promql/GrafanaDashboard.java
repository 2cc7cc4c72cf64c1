package io.github.ecsmonitoring.promql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The metrics that a Grafana dashboard reads: those in the expressions of its Prometheus panels and annotations, in
 * queries of its variables, and values of its variables.
 */
public final class GrafanaDashboard {
    private static final int MAX_CHARACTERS = 50_000_000;
    private static final Pattern VARIABLE_NAME = Pattern.compile("\\$\\{?(\\w+).*|\\[\\[(\\w+).*");
    private static final Pattern LABEL_VALUES = Pattern.compile("(?s)\\s*label_values\\((.*),\\s*[\\w.]+\\s*\\)\\s*");
    private static final Pattern QUERY_RESULT = Pattern.compile("(?s)\\s*query_result\\((.*)\\)\\s*");
    private static final Pattern METRICS = Pattern.compile("(?s)\\s*metrics\\((.*)\\)\\s*");
    private static final Pattern NO_METRIC = Pattern.compile("(?s)\\s*label_(?:values|names)\\([^,(){}]*\\)\\s*");
    /** Types of variables whose query is a list of values. */
    private static final Set<String> VALUES = Set.of("custom", "constant", "textbox");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final String dashboard;
    private final Map<String, String> dataSourceVariables = new HashMap<>();
    private final List<MetricUse.Read> reads = new ArrayList<>();

    private GrafanaDashboard(String dashboard) {
        this.dashboard = dashboard;
    }

    /**
     * The metrics of a dashboard.
     *
     * @param json the dashboard, as Grafana exports it
     * @throws IllegalArgumentException if it is not JSON, or an expression is not PromQL
     */
    public static MetricUse metrics(String json) {
        Map<?, ?> document = parse(json);
        Object title = document.containsKey("title") ? document.get("title") : "without a title";
        GrafanaDashboard dashboard = new GrafanaDashboard("dashboard " + title);
        for (Map<?, ?> variable : variables(document)) {
            if ("datasource".equals(variable.get("type"))) {
                dashboard.dataSourceVariables.put(
                        String.valueOf(variable.get("name")), String.valueOf(variable.get("query")));
            }
        }
        variables(document).forEach(dashboard::readVariable);
        dashboard.walk(document, dashboard.dashboard, true);
        return new MetricUse(dashboard.reads, Set.of());
    }

    private static Map<?, ?> parse(String json) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("dashboard")
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            // JSON is YAML, except for tabs, which JSON has between values only.
            if (new Load(settings).loadFromString(json.replace('\t', ' ')) instanceof Map<?, ?> document) {
                return document;
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    "a dashboard must be JSON: " + e.getMessage().strip(), e);
        }
        throw new IllegalArgumentException("a dashboard must be a JSON object, got \""
                + json.substring(0, Math.min(json.length(), 40)).strip() + "\"");
    }

    private static List<Map<?, ?>> variables(Map<?, ?> document) {
        List<Map<?, ?>> variables = new ArrayList<>();
        if (document.get("templating") instanceof Map<?, ?> templating
                && templating.get("list") instanceof List<?> list) {
            for (Object variable : list) {
                if (variable instanceof Map<?, ?> map) {
                    variables.add(map);
                }
            }
        }
        return variables;
    }

    /** Panels are nested in rows; every object with an expression is a query. */
    private void walk(Object json, String place, boolean isPrometheus) {
        if (json instanceof List<?> list) {
            list.forEach(element -> walk(element, place, isPrometheus));
        } else if (json instanceof Map<?, ?> object) {
            boolean prometheus = isPrometheus(object, isPrometheus);
            String inner = object.get("title") instanceof String title && object.containsKey("type")
                    ? dashboard + ", panel " + title
                    : place;
            if (prometheus && object.get("expr") instanceof String expr && !expr.isBlank()) {
                read(expr, inner);
            }
            object.values().forEach(value -> walk(value, inner, prometheus));
        }
    }

    private boolean isPrometheus(Map<?, ?> object, boolean outer) {
        Object source = object.get("datasource");
        if (source instanceof Map<?, ?> reference && reference.get("type") instanceof String type) {
            return isPrometheus(type);
        }
        Object name = source instanceof Map<?, ?> reference ? reference.get("uid") : source;
        if (name instanceof String text) {
            Matcher variable = VARIABLE_NAME.matcher(text);
            String known = variable.matches()
                    ? dataSourceVariables.get(variable.group(1) != null ? variable.group(1) : variable.group(2))
                    : null;
            return known == null || isPrometheus(known);
        }
        return outer;
    }

    /** Also the plugin for Amazon Managed Prometheus, and variables for the type. */
    private static boolean isPrometheus(String type) {
        return type.contains("prometheus") || type.startsWith("$");
    }

    private void readVariable(Map<?, ?> variable) {
        String place = dashboard + ", variable " + variable.get("name");
        Object query = variable.get("query") instanceof Map<?, ?> map ? map.get("query") : variable.get("query");
        if (!(query instanceof String text)) {
            return;
        }
        if (VALUES.contains(String.valueOf(variable.get("type")))) {
            for (String value : text.split(",")) {
                String name = value.replaceFirst("(?s)^.*\\s:\\s", "").strip();
                if (NAME.matcher(name).matches()) {
                    add(name, place);
                }
            }
        } else if ("query".equals(variable.get("type"))
                && isPrometheus(variable, true)
                && !NO_METRIC.matcher(text).matches()) {
            readQuery(text, place);
        }
    }

    private void readQuery(String text, String place) {
        Matcher metrics = METRICS.matcher(text);
        if (metrics.matches()) {
            // Grafana's expression need not match the whole name.
            String regex = metrics.group(1).strip();
            String whole = regex.matches("\\w.*") && !regex.contains("|") ? regex + ".*" : ".*(" + regex + ").*";
            add(List.of(new PromqlMatcher(PromqlMatcher.NAME, PromqlMatcher.Operator.MATCHES, whole)), place);
            return;
        }
        for (Pattern function : List.of(LABEL_VALUES, QUERY_RESULT)) {
            Matcher matcher = function.matcher(text);
            if (matcher.matches()) {
                read(matcher.group(1), place);
                return;
            }
        }
    }

    private void read(String expr, String place) {
        try {
            new GrafanaQuery(expr).parse().selectors().forEach(selector -> add(selector.matchers(), place));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    place + ": expr must be PromQL, got \"" + expr.strip() + "\": " + e.getMessage(), e);
        }
    }

    private void add(String name, String place) {
        add(List.of(new PromqlMatcher(PromqlMatcher.NAME, PromqlMatcher.Operator.EQUAL, name)), place);
    }

    /** A variable in a name stands for any text. */
    private void add(List<PromqlMatcher> matchers, String place) {
        List<PromqlMatcher> known = matchers.stream()
                .map(matcher -> matcher.isOfName() && matcher.value().contains(GrafanaQuery.UNKNOWN)
                        ? new PromqlMatcher(
                                PromqlMatcher.NAME,
                                matcher.operator() == PromqlMatcher.Operator.EQUAL
                                        ? PromqlMatcher.Operator.MATCHES
                                        : matcher.operator(),
                                matcher.value().replace(GrafanaQuery.UNKNOWN, ".*"))
                        : matcher)
                .toList();
        reads.add(new MetricUse.Read(place, new PromqlSelector(known)));
    }
}
