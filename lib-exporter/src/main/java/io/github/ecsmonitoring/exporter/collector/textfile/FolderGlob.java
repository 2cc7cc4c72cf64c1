package io.github.ecsmonitoring.exporter.collector.textfile;

import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Folders by a pattern such as {@code /var/lib/*}{@code /metrics}: in each part of the path {@code *} stands for any
 * characters, {@code ?} for one, {@code [a-z]} for one of a set.
 */
final class FolderGlob {
    private static final String WILDCARDS = "*?[\\";

    private final Path pattern;
    /** The pattern of each part of the path, null for a part without wildcards; null if one is malformed. */
    private final List<Pattern> matchers;

    /** Throws {@code InvalidPathException} for a pattern that cannot be a path. */
    FolderGlob(String pattern) {
        this.pattern = FilePaths.of(pattern);
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
        Pattern matcher = matchers.get(part);
        if (matcher == null) {
            descend(folder.resolve(pattern.getName(part)), part + 1, found);
            return;
        }
        for (Path child : children(folder, matcher)) {
            descend(child, part + 1, found);
        }
    }

    private static List<Path> children(Path folder, Pattern matcher) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                folder, child -> matcher.matcher(FilePaths.name(child)).matches())) {
            found.forEach(children::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        children.sort(null);
        return children;
    }

    private static List<Pattern> matchers(Path pattern) {
        List<Pattern> matchers = new ArrayList<>();
        try {
            for (Path part : pattern) {
                matchers.add(matcher(FilePaths.name(part)));
            }
        } catch (PatternSyntaxException e) {
            return null;
        }
        return matchers;
    }

    /** A regular expression, since Java's own patterns compare names as the locale decodes them. */
    private static Pattern matcher(String part) {
        StringBuilder expression = new StringBuilder();
        boolean wild = false;
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            wild |= WILDCARDS.indexOf(c) >= 0;
            if (c == '[') {
                int end = indexBehind(part, at, part.indexOf(']', at));
                expression.append('[').append(part.substring(at + 1, end).replaceAll("[\\[&]", "\\\\$0"));
                at = end - 1;
            } else if (c == '\\') {
                int end = indexBehind(part, at, at + 1 < part.length() ? at + 1 : -1);
                expression.append(quote(part.charAt(at + 1)));
                at = end - 1;
            } else {
                expression.append(c == '*' ? ".*" : c == '?' ? "." : quote(c));
            }
        }
        return wild ? Pattern.compile(expression.toString(), Pattern.DOTALL) : null;
    }

    private static String quote(char c) {
        return c < 0x80 && !Character.isLetterOrDigit(c) ? "\\" + c : Character.toString(c);
    }

    private static int indexBehind(String part, int at, int last) {
        if (last < 0) {
            throw new PatternSyntaxException("expected another character", part, at);
        }
        return last + 1;
    }
}
