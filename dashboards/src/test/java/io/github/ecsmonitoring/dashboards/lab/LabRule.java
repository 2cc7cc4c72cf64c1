package io.github.ecsmonitoring.dashboards.lab;

import io.github.ecsmonitoring.dashboards.YamlDocument;
import io.github.ecsmonitoring.promql.Promql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule of {@code rules/*.yaml}, or of an objective.
 *
 * @param record empty for an alert
 * @param alert empty for a record
 * @param pending the seconds of {@code for}
 * @param keepFiring the seconds of {@code keep_firing_for}
 */
record LabRule(
        String file,
        Optional<String> record,
        Optional<String> alert,
        String expr,
        int pending,
        int keepFiring,
        Map<String, String> labels) {
    private static final List<Path> OBJECTIVES = List.of(
            Path.of("../src/test/resources/golden/slo-availability.yaml"),
            Path.of("../src/test/resources/golden/slo-latency.yaml"));
    private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h|d)");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ *\\$labels\\.(\\w+) *}}");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86400);

    /** All rules, each one behind those whose records it reads. */
    static List<LabRule> all() throws IOException {
        List<LabRule> rest = new ArrayList<>();
        for (Path file : files()) {
            rest.addAll(read(file));
        }
        List<LabRule> sorted = new ArrayList<>();
        while (!rest.isEmpty()) {
            Set<String> missing =
                    rest.stream().flatMap(rule -> rule.record().stream()).collect(Collectors.toSet());
            LabRule next = rest.stream()
                    .filter(rule -> rule.reads().stream().noneMatch(missing::contains))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("records must not read each other, got " + missing));
            rest.remove(next);
            sorted.add(next);
        }
        return sorted;
    }

    /** The bundled rules, and those of objectives that the library's tests expect. */
    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> bundled = Files.list(Path.of("rules"))) {
            bundled.filter(path -> path.toString().endsWith(".yaml")).sorted().forEach(files::add);
        }
        OBJECTIVES.stream().filter(Files::exists).forEach(files::add);
        return files;
    }

    private static List<LabRule> read(Path file) throws IOException {
        return YamlDocument.list(YamlDocument.parse(Files.readString(file)).get("groups")).stream()
                .flatMap(group -> YamlDocument.list(group.get("rules")).stream())
                .map(rule -> of(file.getFileName().toString(), rule))
                .toList();
    }

    private static LabRule of(String file, Map<String, Object> rule) {
        return new LabRule(
                file,
                Optional.ofNullable((String) rule.get("record")),
                Optional.ofNullable((String) rule.get("alert")),
                (String) rule.get("expr"),
                seconds((String) rule.getOrDefault("for", "0s")),
                seconds((String) rule.getOrDefault("keep_firing_for", "0s")),
                YamlDocument.map(rule.getOrDefault("labels", Map.of())));
    }

    static int seconds(String duration) {
        return DURATION.matcher(duration)
                .results()
                .mapToInt(part -> Integer.parseInt(part.group(1)) * SECONDS.get(part.group(2)))
                .sum();
    }

    String name() {
        return record.or(() -> alert).orElseThrow();
    }

    private Set<String> reads() {
        return Promql.parse(expr).metrics();
    }

    /** The labels of a result: those of the series, without its name, and those of the rule. */
    Map<String, String> labelsOf(Map<String, String> series) {
        Map<String, String> all = new TreeMap<>(series);
        all.remove("__name__");
        labels.forEach((name, value) -> all.put(name, expanded(value, series)));
        alert.ifPresent(name -> all.put("alertname", name));
        return all;
    }

    private String expanded(String template, Map<String, String> series) {
        String value = TEMPLATE.matcher(template)
                .replaceAll(label -> Matcher.quoteReplacement(series.getOrDefault(label.group(1), "")));
        if (value.contains("{{")) {
            throw new IllegalArgumentException("the lab does not expand the label " + template + " of " + name());
        }
        return value;
    }
}
