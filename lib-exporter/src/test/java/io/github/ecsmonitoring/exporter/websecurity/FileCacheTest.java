package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private final AtomicInteger reads = new AtomicInteger();
    private FileCache<String> text;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("file");
        write("one", LONG_AGO);
        text = new FileCache<>(List.of(file), () -> {
            reads.incrementAndGet();
            return TextFile.read("file", file, StandardCharsets.UTF_8);
        });
    }

    private void write(String content, Instant modified) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Test
    void readsAnUnchangedFileOnce() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThat(text.get()).isEqualTo("one");
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsAgainWhenTimeSizeOrInodeChanges() throws IOException {
        assertThat(text.get()).isEqualTo("one");
        write("two", LONG_AGO.plusSeconds(1));
        assertThat(text.get()).isEqualTo("two");
        write("three", LONG_AGO.plusSeconds(1));
        assertThat(text.get()).isEqualTo("three");
        Path other = Files.writeString(folder.resolve("other"), "3 = 3");
        Files.setLastModifiedTime(other, FileTime.from(LONG_AGO.plusSeconds(1)));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(text.get()).isEqualTo("3 = 3");
        assertThat(reads).hasValue(4);
    }

    @Test
    void readsAgainAfterARecentChange() throws IOException {
        Instant now = Instant.now();
        write("one", now);
        assertThat(text.get()).isEqualTo("one");
        write("two", now);
        assertThat(text.get())
                .as("of the same size, within a tick of the clock")
                .isEqualTo("two");
    }

    @Test
    void readsAFileWithAFutureTimeOnce() throws IOException {
        write("tomorrow", Instant.now().plusSeconds(86_400));
        for (int i = 0; i < 5; i++) {
            assertThat(text.get()).isEqualTo("tomorrow");
        }
        assertThat(reads).hasValue(1);
        write("today", LONG_AGO);
        assertThat(text.get()).as("older than what was read").isEqualTo("today");
    }

    @Test
    void failsUntilTheFileIsFixed() throws IOException {
        assertThat(text.get()).isEqualTo("one");
        Files.delete(file);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(text::get).isExactlyInstanceOf(IOException.class).hasMessage("file: no such file");
        }
        write("one", LONG_AGO);
        assertThat(text.get()).isEqualTo("one");
    }
}
