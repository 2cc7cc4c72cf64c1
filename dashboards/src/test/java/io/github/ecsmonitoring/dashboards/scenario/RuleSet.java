package io.github.ecsmonitoring.dashboards.scenario;

import io.github.ecsmonitoring.promql.Promql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rules, records first. */
public record RuleSet(List<Rule> rules) {
    /**
     * A rule.
     *
     * @param yaml as parsed
     */
    public record Rule(String file, String group, Map<String, Object> yaml) {
        public String name() {
            return (String) yaml.getOrDefault("alert", yaml.get("record"));
        }

        public boolean isRecord() {
            return yaml.containsKey("record");
        }

        public String expr() {
            return (String) yaml.get("expr");
        }

        public Set<String> metrics() {
            return metricsOf(expr());
        }

        public Rule with(String key, Object value) {
            Map<String, Object> changed = new LinkedHashMap<>(yaml);
            changed.put(key, value);
            return new Rule(file, group, changed);
        }
    }

    public static RuleSet read() throws IOException {
        List<Rule> records = new ArrayList<>();
        List<Rule> alerts = new ArrayList<>();
        for (Path file : Rules.files()) {
            String name = file.getFileName().toString();
            for (Map<String, Object> group : Rules.list(Rules.yaml(Files.readString(file)), "groups")) {
                for (Map<String, Object> yaml : Rules.list(group, "rules")) {
                    Rule rule = new Rule(name, (String) group.get("name"), yaml);
                    (rule.isRecord() ? records : alerts).add(rule);
                }
            }
        }
        records.addAll(alerts);
        return new RuleSet(records);
    }

    public static Set<String> metricsOf(String expr) {
        return new TreeSet<>(Promql.parse(expr).metrics());
    }

    public RuleSet only(Rule rule) {
        return new RuleSet(List.of(rule));
    }

    /** The rule and those that read its record, directly or not. */
    public RuleSet changedBy(Rule rule) {
        Set<String> names = new TreeSet<>(Set.of(rule.name()));
        int before;
        do {
            before = names.size();
            rules.stream()
                    .filter(other -> other.metrics().stream().anyMatch(names::contains))
                    .forEach(other -> names.add(other.name()));
        } while (names.size() > before);
        return named(names);
    }

    /**
     * These rules, the records that they read, directly or not, and rules without input, which tests of all alerts
     * expect.
     */
    public RuleSet withInputs(RuleSet some) {
        Set<String> names = new TreeSet<>(some.names());
        rules.stream().filter(rule -> rule.metrics().isEmpty()).map(Rule::name).forEach(names::add);
        int before;
        do {
            before = names.size();
            Set<String> read = rules.stream()
                    .filter(rule -> names.contains(rule.name()))
                    .flatMap(rule -> rule.metrics().stream())
                    .collect(Collectors.toSet());
            rules.stream().map(Rule::name).filter(read::contains).forEach(names::add);
        } while (names.size() > before);
        return named(names);
    }

    private RuleSet named(Set<String> names) {
        return new RuleSet(
                rules.stream().filter(rule -> names.contains(rule.name())).toList());
    }

    public RuleSet of(Set<String> files) {
        return new RuleSet(
                rules.stream().filter(rule -> files.contains(rule.file())).toList());
    }

    public RuleSet replaced(Rule rule, Rule by) {
        return new RuleSet(
                rules.stream().map(other -> other.equals(rule) ? by : other).toList());
    }

    public Set<String> names() {
        return rules.stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    public Set<String> metrics() {
        return rules.stream().flatMap(rule -> rule.metrics().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The groups, each after those whose records it reads, since promtool evaluates one after the other. */
    public List<String> groups() {
        List<String> remaining =
                new ArrayList<>(rules.stream().map(Rule::group).distinct().toList());
        List<String> ordered = new ArrayList<>();
        while (!remaining.isEmpty()) {
            String next = remaining.stream()
                    .filter(group -> !readsRecords(group, remaining))
                    .findFirst()
                    .orElse(remaining.get(0));
            ordered.add(next);
            remaining.remove(next);
        }
        return ordered;
    }

    private boolean readsRecords(String group, List<String> others) {
        Set<String> records = rules.stream()
                .filter(rule -> !rule.group().equals(group) && others.contains(rule.group()))
                .map(Rule::name)
                .collect(Collectors.toSet());
        return rules.stream()
                .filter(rule -> rule.group().equals(group))
                .anyMatch(rule -> rule.metrics().stream().anyMatch(records::contains));
    }

    /** A rules file. */
    public Map<String, Object> yaml() {
        Map<String, List<Map<String, Object>>> groups = new LinkedHashMap<>();
        rules.forEach(rule ->
                groups.computeIfAbsent(rule.group(), name -> new ArrayList<>()).add(rule.yaml()));
        return Map.of(
                "groups",
                groups.entrySet().stream()
                        .map(group -> Map.of("name", group.getKey(), "interval", "60s", "rules", group.getValue()))
                        .toList());
    }
}
