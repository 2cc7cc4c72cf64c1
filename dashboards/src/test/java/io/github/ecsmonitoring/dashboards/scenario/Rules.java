package io.github.ecsmonitoring.dashboards.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules files and their YAML. */
public final class Rules {
    private Rules() {}

    /** All rules files, with absolute paths. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rules"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(Path::toAbsolutePath)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        }
    }

    /** The parsed document of a rules file, or of a rule test. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> yaml(String text) {
        return (Map<String, Object>)
                new Load(LoadSettings.builder().setCodePointLimit(100_000_000).build()).loadFromString(text);
    }

    /** The groups of a parsed rules file, or the rules of a group. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> list(Map<String, Object> yaml, String key) {
        return (List<Map<String, Object>>) yaml.getOrDefault(key, List.of());
    }
}
