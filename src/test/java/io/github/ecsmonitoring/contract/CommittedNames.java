package io.github.ecsmonitoring.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A committed list of names that may grow.
 *
 * @param usedIn where users have the names, for the message
 */
record CommittedNames(Path file, String heading, String usedIn) {
    void check(Collection<String> names, boolean update) throws IOException {
        Set<String> committed = committed();
        Set<String> removed = new TreeSet<>(committed);
        removed.removeAll(names);
        if (!removed.isEmpty()) {
            throw new AssertionError("""
                    %s: removed or renamed: %s
                    Users have these names in %s. Keep them; or, in a version that may break users, remove the lines from the file by hand \
                    and describe the change in CHANGELOG.md.""".formatted(file, removed, usedIn));
        }
        Set<String> added = new TreeSet<>(names);
        added.removeAll(committed);
        if (!added.isEmpty() && !update) {
            throw new AssertionError(
                    file + ": not listed yet: " + added + "\nAdd them with mvn verify -Dsnapshots.update=true");
        }
        if (update) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, heading + String.join("\n", new TreeSet<>(names)) + "\n");
        }
    }

    private Set<String> committed() throws IOException {
        Set<String> lines = new TreeSet<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(lines::add);
        }
        return lines;
    }
}
