package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.dashboards.scenario.RuleSet;
import io.github.ecsmonitoring.dashboards.scenario.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The promtool tests of the rules: the groups of all test files. */
record RuleTests(List<Map<String, Object>> groups) {
    private static final Path FOLDER = Path.of("src/test/resources/rules");

    static RuleTests read() throws IOException {
        List<Map<String, Object>> groups = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList()) {
                groups.addAll(Rules.list(Rules.yaml(Files.readString(file)), "tests"));
            }
        }
        return new RuleTests(groups);
    }

    /**
     * The tests that can notice a change, with the series that matter.
     *
     * @param changed names of rules
     * @param read metrics that the changed rules and their inputs read
     */
    RuleTests of(Set<String> changed, Set<String> read) {
        return new RuleTests(groups.stream()
                .map(group -> part(group, changed, read))
                .filter(group -> group.containsKey("alert_rule_test") || group.containsKey("promql_expr_test"))
                .toList());
    }

    private static Map<String, Object> part(Map<String, Object> group, Set<String> changed, Set<String> read) {
        Map<String, Object> part = new LinkedHashMap<>(group);
        keep(part, "alert_rule_test", test -> changed.contains((String) test.get("alertname")));
        keep(part, "promql_expr_test", test -> RuleSet.metricsOf((String) test.get("expr")).stream()
                .anyMatch(metric -> changed.contains(metric) || metric.startsWith("ALERTS")));
        keep(part, "input_series", series -> read.contains(metric((String) series.get("series"))));
        return part;
    }

    private static void keep(Map<String, Object> group, String key, Predicate<Map<String, Object>> condition) {
        List<Map<String, Object>> kept =
                Rules.list(group, key).stream().filter(condition).toList();
        if (kept.isEmpty()) {
            group.remove(key);
        } else {
            group.put(key, kept);
        }
    }

    private static String metric(String series) {
        return series.replaceFirst("\\{.*", "").strip();
    }

    /** A test file beside a file {@code rules.yaml}. */
    Map<String, Object> yaml(List<String> groupOrder, String rules) {
        return Map.of(
                "rule_files", List.of(rules), "evaluation_interval", "1m", "group_eval_order", groupOrder, "tests", groups);
    }
}
