package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of records and alerts in rules files. */
final class RuleNames {
    private static final Pattern NAME = Pattern.compile("^ +- (?:record|alert): (\\S+)$", Pattern.MULTILINE);

    private RuleNames() {}

    static List<String> inFolder(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                NAME.matcher(Files.readString(file))
                        .results()
                        .map(result -> result.group(1))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
