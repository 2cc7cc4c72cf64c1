package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerts of {@code rules/*.yaml} with the anchors of their sections in {@code runbooks.md}. */
final class RunbookAnchors {
    static final String RUNBOOKS = "https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md";

    private static final Path RULES = Path.of("rules");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");

    private RunbookAnchors() {}

    /** Anchors by the name of the alert. GitHub's anchors are in lower case, into which Grafana cannot convert. */
    static Map<String, String> all() {
        Map<String, String> anchors = new TreeMap<>();
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                ALERT.matcher(Files.readString(file))
                        .results()
                        .map(alert -> alert.group(1))
                        .forEach(name -> anchors.put(name, name.toLowerCase(Locale.ROOT)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RULES.toString(), e);
        }
        return anchors;
    }
}
