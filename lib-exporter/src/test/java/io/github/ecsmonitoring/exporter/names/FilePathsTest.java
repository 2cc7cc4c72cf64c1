package io.github.ecsmonitoring.exporter.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the test's own locale; LocaleTest has others. */
class FilePathsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tmp/a b", "a/b", "/tmp/tä", "tä/ö", "/t\udcff", "/a%20b*?[x]ü"})
    void convertsATextToAPathAndBack(String text) {
        assertThat(FilePaths.text(FilePaths.of(text))).isEqualTo(text);
    }

    @Test
    void opensAFileWhoseNameIsNotUtf8() throws IOException {
        String name = "n\udcffü";
        Path file = FilePaths.of(folder + "/" + name);
        Files.writeString(file, "text");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            Path found = files.iterator().next();
            assertThat(FilePaths.name(found)).isEqualTo(name);
            assertThat(FilePaths.text(found)).isEqualTo(folder + "/" + name);
        }
        Files.delete(file); // JUnit cannot
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp\0", "/tü\0"})
    void rejectsACharacterThatNoPathHas(String text) {
        assertThatThrownBy(() -> FilePaths.of(text)).isInstanceOf(InvalidPathException.class);
    }
}
