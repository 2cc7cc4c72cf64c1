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
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The promtool tests of the rules. */
record RuleTests(List<Group> groups) {
    private static final Path FOLDER = Path.of("src/test/resources/rules");
    private static final Pattern ALERTS_OF_RULE = Pattern.compile("^ALERTS\\{alertname=\"(\\w+)\"");

    /**
     * Tests that share input.
     *
     * @param ruleFiles the rules files that they load
     */
    record Group(Set<String> ruleFiles, Map<String, Object> yaml) {
        private boolean hasTests() {
            return yaml.containsKey("alert_rule_test") || yaml.containsKey("promql_expr_test");
        }
    }

    static RuleTests read() throws IOException {
        List<Group> groups = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList()) {
                Map<String, Object> yaml = Rules.yaml(Files.readString(file));
                Set<String> ruleFiles = ruleFiles(yaml);
                Rules.list(yaml, "tests").forEach(group -> groups.add(new Group(ruleFiles, group)));
            }
        }
        return new RuleTests(groups);
    }

    private static Set<String> ruleFiles(Map<String, Object> yaml) {
        Set<String> names = new TreeSet<>();
        ((List<?>) yaml.get("rule_files"))
                .forEach(
                        file -> names.add(Path.of(file.toString()).getFileName().toString()));
        return names;
    }

    /**
     * The tests that can notice a change, with the series that matter, by the rules files that they load.
     *
     * @param changed names of rules, and ALERTS for tests of all alerts
     * @param read metrics that the changed rules and their inputs read
     */
    Map<Set<String>, List<Map<String, Object>>> of(String file, Set<String> changed, Set<String> read) {
        return groups.stream()
                .filter(group -> group.ruleFiles().contains(file))
                .map(group -> part(group, changed, read))
                .filter(Group::hasTests)
                .collect(Collectors.groupingBy(
                        Group::ruleFiles, LinkedHashMap::new, Collectors.mapping(Group::yaml, Collectors.toList())));
    }

    private static Group part(Group group, Set<String> changed, Set<String> read) {
        Map<String, Object> part = new LinkedHashMap<>(group.yaml());
        keep(part, "alert_rule_test", test -> changed.contains((String) test.get("alertname")));
        keep(
                part,
                "promql_expr_test",
                test -> tested((String) test.get("expr")).stream().anyMatch(changed::contains));
        keep(part, "input_series", series -> read.contains(metric((String) series.get("series"))));
        return new Group(group.ruleFiles(), part);
    }

    /** The rules that an expression tests: the one whose alerts it selects, or those whose records it reads. */
    private static Set<String> tested(String expr) {
        Matcher alert = ALERTS_OF_RULE.matcher(expr);
        return alert.find() ? Set.of(alert.group(1)) : RuleSet.metricsOf(expr);
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
}
