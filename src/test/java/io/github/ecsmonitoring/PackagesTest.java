package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final Path SOURCES = Path.of("main/java/io/github/ecsmonitoring");
    private static final Pattern IMPORT = Pattern.compile("import io\\.github\\.ecsmonitoring(?:\\.([a-z]+))?\\.[A-Z]");

    @Test
    void packagesDependOnEachOtherAsTheMapSays() throws IOException {
        assertThat(dependencies())
                .hasToString(
                        "{adot=[images, internal], app=[grafana, images, prometheus, root], grafana=[internal], images=[internal], internal=[], prometheus=[internal], "
                                + "root=[adot, grafana, prometheus, task], task=[adot, images, internal, prometheus]}");
        assertThat(DependencyCycles.find(dependencies())).isEmpty();
    }

    private static Map<String, Set<String>> dependencies() throws IOException {
        Map<String, Set<String>> edges = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = name(SOURCES.relativize(file.getParent()).toString());
                Set<String> imports = edges.computeIfAbsent(name, key -> new TreeSet<>());
                Matcher matcher = IMPORT.matcher(Files.readString(file));
                while (matcher.find()) {
                    imports.add(name(matcher.group(1)));
                }
            }
        }
        return edges;
    }

    private static String name(String folder) {
        return folder == null || folder.isEmpty() ? "root" : folder;
    }
}
