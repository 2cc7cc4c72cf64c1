package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rule files, as data. */
record Rules(Path file, List<Group> groups) {
    record Group(String name, String interval, List<Rule> rules) {}

    /** One of {@code record} and {@code alert} is null. */
    record Rule(
            String record, String alert, String expr, Map<String, String> labels, Map<String, String> annotations) {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rules"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    static List<Rule> all() throws IOException {
        List<Rule> all = new ArrayList<>();
        for (Path file : files()) {
            read(file).groups().forEach(group -> all.addAll(group.rules()));
        }
        return all;
    }

    static List<Rule> alerts() throws IOException {
        return all().stream().filter(rule -> rule.alert() != null).toList();
    }

    static Rules read(Path file) throws IOException {
        Map<String, Object> document =
                map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        return new Rules(
                file, list(document.get("groups")).stream().map(Rules::group).toList());
    }

    private static Group group(Map<String, Object> group) {
        return new Group(
                (String) group.get("name"),
                (String) group.get("interval"),
                list(group.get("rules")).stream().map(Rules::rule).toList());
    }

    private static Rule rule(Map<String, Object> rule) {
        return new Rule(
                (String) rule.get("record"),
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                map(rule.getOrDefault("labels", Map.of())),
                map(rule.getOrDefault("annotations", Map.of())));
    }

    @SuppressWarnings("unchecked")
    static <V> Map<String, V> map(Object yaml) {
        return (Map<String, V>) yaml;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object yaml) {
        return (List<Map<String, Object>>) yaml;
    }
}
