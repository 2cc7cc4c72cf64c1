package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The alerts of ECS events, which no rule has. Their module is built after this one, so its source is read. */
final class EventAlertNames {
    private static final Path SOURCE =
            Path.of("../src/ecs-events/src/main/java/io/github/ecsmonitoring/ecsevents/alert/AlertKind.java");
    private static final Pattern KIND = Pattern.compile("(?m)^    [A-Z_]+\\(\\s*\"(\\w+)\"");

    private EventAlertNames() {}

    static List<String> inOrder() throws IOException {
        return KIND.matcher(Files.readString(SOURCE))
                .results()
                .map(kind -> kind.group(1))
                .toList();
    }
}
