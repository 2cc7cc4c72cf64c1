package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A parsed file of recording and alerting rules. */
record RuleFile(Path file, List<Group> groups) {
    record Group(String name, String interval, List<Rule> rules) {}

    /** Either {@code record} or {@code alert} is null. */
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

    static RuleFile read(Path file) throws IOException {
        Map<String, Object> document = YamlDocument.parse(Files.readString(file));
        return new RuleFile(
                file,
                YamlDocument.list(document.get("groups")).stream()
                        .map(RuleFile::group)
                        .toList());
    }

    private static Group group(Map<String, Object> group) {
        return new Group(
                (String) group.get("name"),
                (String) group.get("interval"),
                YamlDocument.list(group.get("rules")).stream()
                        .map(RuleFile::rule)
                        .toList());
    }

    private static Rule rule(Map<String, Object> rule) {
        return new Rule(
                (String) rule.get("record"),
                (String) rule.get("alert"),
                (String) rule.get("expr"),
                YamlDocument.map(rule.getOrDefault("labels", Map.of())),
                YamlDocument.map(rule.getOrDefault("annotations", Map.of())));
    }
}
