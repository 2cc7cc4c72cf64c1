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

    /** The dashboards of all files {@code *.json} of a folder that are not hidden, sorted by name. */
    static List<DashboardFile> files(Path folder) {
        if (!Files.isDirectory(Objects.requireNonNull(folder, "folder"))) {
            throw new IllegalArgumentException("dashboards must be in a folder, got " + folder
                    + ", which is not a folder in " + Path.of("").toAbsolutePath());
        }
        try {
            requireNoFolders(folder);
            List<DashboardFile> dashboards =
                    jsonFiles(folder).stream().map(DashboardFolder::file).toList();
            if (dashboards.isEmpty()) {
                throw new IllegalArgumentException("folder " + folder + " must have files *.json, got none");
            }
            return dashboards;
        } catch (IOException e) {
            throw new IllegalArgumentException("folder " + folder + " must be readable: " + e, e);
        }
    }

    /** Folders of Grafana are not those of the file system, so which one is meant must be said. */
    private static void requireNoFolders(Path folder) throws IOException {
        for (Path inner : list(folder)) {
            if (Files.isDirectory(inner) && !jsonFiles(inner).isEmpty()) {
                throw new IllegalArgumentException("folder " + folder + " must have no folders with dashboards, got "
                        + inner + ": add it with dashboards(...) to the same or another GrafanaFolder");
            }
        }
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        return list(folder).stream()
                .filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().endsWith(".json"))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
