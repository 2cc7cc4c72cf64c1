package io.github.ecsmonitoring.grafana.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the user's files of dashboards. */
final class DashboardFolder {
    private DashboardFolder() {}

    /** The dashboard of a file. */
    static DashboardFile file(Path file) {
        String text;
        try {
            text = Files.readString(Objects.requireNonNull(file, "file"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "dashboard must be a readable file of UTF-8 text, got " + file + " in "
                            + Path.of("").toAbsolutePath() + ": " + e,
                    e);
        }
        return DashboardParser.parse(text, file.toString());
    }

    /** The dashboards of all files {@code *.json} of a folder, sorted by name. */
    static List<DashboardFile> files(Path folder) {
        if (!Files.isDirectory(Objects.requireNonNull(folder, "folder"))) {
            throw new IllegalArgumentException("dashboards must be in a folder, got " + folder
                    + ", which is not a folder in " + Path.of("").toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<DashboardFile> dashboards = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .map(DashboardFolder::file)
                    .toList();
            if (dashboards.isEmpty()) {
                throw new IllegalArgumentException("folder " + folder + " must have files *.json, got none");
            }
            return dashboards;
        } catch (IOException e) {
            throw new IllegalArgumentException("folder " + folder + " must be readable: " + e, e);
        }
    }
}
