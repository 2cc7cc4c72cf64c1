package io.github.ecsmonitoring.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of recording and alerting rules that the library installs. */
final class RuleText {
    /** Names of the files in dashboards/rules; the entries of a jar cannot be listed. */
    static final List<String> BUNDLED = List.of("ecs-app", "ecs-node", "ecs-pipeline", "ecs-service", "ecs-task");

    private static final Pattern EXTENSION = Pattern.compile("\\.ya?ml$");
    private static final String FOLDER = "/io/github/ecsmonitoring/dashboards/rules/";

    private RuleText() {}

    static String bundled(String name) {
        try (InputStream in = RuleText.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the rules file, or of all files of the folder, by their names without the extension. */
    static Map<String, String> files(Path fileOrFolder) {
        if (!Files.exists(fileOrFolder)) {
            throw new IllegalArgumentException("rules must be a file or a folder, got " + fileOrFolder
                    + ", which does not exist in " + Path.of("").toAbsolutePath());
        }
        try (Stream<Path> files =
                Files.isDirectory(fileOrFolder) ? Files.list(fileOrFolder) : Stream.of(fileOrFolder)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(path -> path.equals(fileOrFolder) || isRulesFile(path))
                    .toList()) {
                texts.put(EXTENSION.matcher(file.getFileName().toString()).replaceFirst(""), Files.readString(file));
            }
            if (texts.isEmpty()) {
                throw new IllegalArgumentException(
                        "folder " + fileOrFolder + " must have files *.yaml or *.yml, got none");
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("rules " + fileOrFolder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isRulesFile(Path path) {
        return EXTENSION.matcher(path.getFileName().toString()).find() && Files.isRegularFile(path);
    }
}
