package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadScopeTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LARGE = 100_000;

    @TempDir
    Path folder;

    private HostPaths paths;

    @BeforeEach
    void writeTexts() throws IOException {
        paths = new HostPaths(folder, folder, Path.of("/"), folder);
        Files.writeString(folder.resolve("first"), "1\none\n");
        Files.writeString(folder.resolve("second"), "2\ntwo\n");
        Files.writeString(folder.resolve("large"), "0123456789abcde\n".repeat(LARGE / 16));
        Files.writeString(folder.resolve("empty"), "");
    }

    @Test
    void keepsAllTextsUntilItIsCleared() throws IOException {
        try (ReadScope scope = ReadScope.open()) {
            KernelText first = paths.readProc("first");
            KernelText large = paths.readProc("large");
            KernelText second = paths.readProc("second");
            assertText(first, "1", "one");
            assertThat(lines(large)).isEqualTo(LARGE / 16);
            assertText(second, "2", "two");
            assertThat(paths.readProc("empty").nextLine()).isFalse();
            scope.clear();
            assertText(paths.readProc("second"), "2", "two");
        }
        assertText(paths.readProc("first"), "1", "one");
    }

    @Test
    void readsIntoTheSameMemoryAgain() throws IOException {
        long large = 0;
        long small = 0;
        for (int i = 0; i < 5; i++) {
            try (ReadScope scope = ReadScope.open()) {
                small = allocatedBy("first");
                scope.clear();
                large = allocatedBy("large");
            }
        }
        assertThat(large).as("bytes for a text of %d", LARGE).isLessThan(small + 1024);
    }

    private long allocatedBy(String file) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        paths.readProc(file);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static int lines(KernelText text) {
        int lines = 0;
        while (text.nextLine()) {
            lines++;
        }
        return lines;
    }

    private static void assertText(KernelText text, String... lines) {
        for (String line : lines) {
            assertThat(text.nextLine()).isTrue();
            assertThat(text.line()).isEqualTo(line);
        }
        assertThat(text.nextLine()).isFalse();
    }
}
