package io.github.ecsmonitoring.exporter.collector.textfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderGlobTest {
    @TempDir
    Path folder;

    @BeforeEach
    void createFolders() throws IOException {
        for (String name : new String[] {"a1/m", "a2/m", "b1/m", "b1/n", "{c}/m", ".d/m"}) {
            Files.createDirectories(folder.resolve(name));
        }
    }

    @Test
    void findsFoldersInOrder() {
        assertThat(find("*/m")).containsExactly(".d/m", "a1/m", "a2/m", "b1/m", "{c}/m");
        assertThat(find("a?/m")).containsExactly("a1/m", "a2/m");
        assertThat(find("[ab]1/*")).containsExactly("a1/m", "b1/m", "b1/n");
        assertThat(find("[^a]1/n")).containsExactly("b1/n");
        assertThat(find("{c}/?")).containsExactly("{c}/m");
        assertThat(find("{?}/m")).containsExactly("{c}/m");
        assertThat(find("a1/m")).containsExactly("a1/m");
        assertThat(find("[!a]1/m")).containsExactly("a1/m");
        assertThat(find("[a-b]\\1/m")).containsExactly("a1/m", "b1/m");
        assertThat(find("[[&a]1/m")).containsExactly("a1/m");
    }

    @Test
    void returnsThePatternWhenNothingMatches() {
        assertThat(find("*/x")).containsExactly("*/x");
        assertThat(find("x/m")).containsExactly("x/m");
        assertThat(find("a1/m/*")).containsExactly("a1/m/*");
    }

    @Test
    void returnsAMalformedPatternAsItIs() {
        assertThat(find("a[1/m")).containsExactly("a[1/m");
    }

    private List<String> find(String pattern) {
        return new FolderGlob(folder + "/" + pattern)
                .find().stream().map(path -> folder.relativize(path).toString()).toList();
    }
}
