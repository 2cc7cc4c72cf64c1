package io.github.ecsmonitoring.exporter.collector.textfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Folders by a pattern such as {@code /var/lib/*}{@code /metrics}: in each part of the path {@code *} stands for any
 * characters, {@code ?} for one, {@code [a-z]} for one of a set.
 */
final class FolderGlob {
    private final Path pattern;
    /** The matcher of each part of the path, null for a part without wildcards; null if the pattern is malformed. */
    private final List<PathMatcher> matchers;

    /** Throws {@code InvalidPathException} for a pattern that cannot be a path. */
    FolderGlob(String pattern) {
        this.pattern = Path.of(pattern);
        this.matchers = matchers(this.pattern);
    }

    /** The folders that match; the pattern itself if there is none, so that reading it fails with the reason. */
    List<Path> find() {
        List<Path> found = new ArrayList<>();
        if (matchers != null) {
            Path root = pattern.getRoot();
            descend(root == null ? Path.of("") : root, 0, found);
        }
        return found.isEmpty() ? List.of(pattern) : found;
    }

    private void descend(Path folder, int part, List<Path> found) {
        if (part == matchers.size()) {
            if (Files.exists(folder)) {
                found.add(folder);
            }
            return;
        }
        PathMatcher matcher = matchers.get(part);
        if (matcher == null) {
            descend(folder.resolve(pattern.getName(part)), part + 1, found);
            return;
        }
        for (Path child : children(folder, matcher)) {
            descend(child, part + 1, found);
        }
    }

    private static List<Path> children(Path folder, PathMatcher matcher) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(folder, child -> matcher.matches(child.getFileName()))) {
            found.forEach(children::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        children.sort(null);
        return children;
    }

    private static List<PathMatcher> matchers(Path pattern) {
        List<PathMatcher> matchers = new ArrayList<>();
        try {
            for (Path part : pattern) {
                String text = part.toString();
                boolean wild = text.indexOf('*') >= 0
                        || text.indexOf('?') >= 0
                        || text.indexOf('[') >= 0
                        || text.indexOf('\\') >= 0;
                // Braces are wildcards in Java only.
                matchers.add(
                        wild
                                ? FileSystems.getDefault()
                                        .getPathMatcher("glob:"
                                                + text.replace("{", "\\{")
                                                        .replace("}", "\\}")
                                                        .replace("[^", "[!"))
                                : null);
            }
        } catch (PatternSyntaxException e) {
            return null;
        }
        return matchers;
    }
}
