package io.github.ecsmonitoring.exporter.flags;

import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Replaces an argument {@code @FILE} by the lines of the file, except blank lines and lines that start with "#". */
final class ArgumentFiles {
    private ArgumentFiles() {}

    static List<String> expand(List<String> arguments) {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.length() > 1 && argument.charAt(0) == '@') {
                expanded.addAll(lines(argument.substring(1)));
            } else {
                expanded.add(argument);
            }
        }
        return expanded;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(FilePaths.of(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new FlagException("cannot read the argument file '" + file + "': " + e);
        }
    }
}
