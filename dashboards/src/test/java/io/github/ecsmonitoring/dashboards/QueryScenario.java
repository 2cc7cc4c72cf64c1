package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs queries of dashboards with promtool. Samples are a minute apart; variables are All unless selected.
 *
 * <p>Series and results are lines of labels and, after the last blank outside of labels, values in promtool's notation.
 */
final class QueryScenario {
    private final String series;
    private final Map<String, String> variables = new HashMap<>(
            Map.of("account_id", ".+", "region", ".+", "ecs_cluster", ".+", "ecs_service", ".*", "instance", ".+"));
    private final List<String> tests = new ArrayList<>();

    private QueryScenario(String series) {
        this.series = series;
    }

    static QueryScenario of(String series) {
        return new QueryScenario(series);
    }

    /** Selects a value of a variable for the expectations that follow. */
    QueryScenario select(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Expects the results of the only query of a panel. */
    QueryScenario expect(Dashboard dashboard, String panel, int minute, String... samples) {
        return expect(dashboard, panel, 0, minute, samples);
    }

    /** @param index the number of the panel's query, from 0 */
    QueryScenario expect(Dashboard dashboard, String panel, int index, int minute, String... samples) {
        List<DashboardReader.PanelQuery> queries = DashboardReader.queries(dashboard).stream()
                .filter(query -> query.panel().equals(panel))
                .toList();
        return expect(queries.get(index).expr(), minute, samples);
    }

    QueryScenario expect(String expr, int minute, String... samples) {
        String resolved = expr.replace("$__rate_interval", "5m");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            resolved = resolved.replace("$" + variable.getKey(), variable.getValue());
        }
        StringBuilder test = new StringBuilder("      - expr: " + quoted(resolved) + "\n        eval_time: " + minute
                + "m\n        exp_samples:" + (samples.length == 0 ? " []" : "") + "\n");
        for (String sample : samples) {
            int end = sample.lastIndexOf(' ');
            test.append("          - labels: ")
                    .append(quoted(sample.substring(0, end)))
                    .append("\n            value: ")
                    .append(sample.substring(end + 1))
                    .append('\n');
        }
        tests.add(test.toString());
        return this;
    }

    void run() throws Exception {
        PromtoolTest.promtoolIsInstalled();
        Path file = Files.createTempFile("queries", ".test.yaml");
        try {
            Files.writeString(file, yaml());
            PromtoolTest.promtool(List.of("test", "rules"), List.of(file));
        } finally {
            Files.delete(file);
        }
    }

    private String yaml() throws IOException {
        StringBuilder yaml = new StringBuilder("tests:\n  - interval: 1m\n    input_series:\n");
        series.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int end = line.indexOf("} ") + 1;
            yaml.append("      - series: ")
                    .append(quoted(line.substring(0, end)))
                    .append("\n        values: ")
                    .append(quoted(line.substring(end).strip()))
                    .append('\n');
        });
        yaml.append("    promql_expr_test:\n");
        tests.forEach(yaml::append);
        return yaml.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
