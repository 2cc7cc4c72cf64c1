package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderHandleTest {
    /** FIONREAD: the number of bytes to read, which folders do not support. */
    private static final long FIONREAD = 0x541B;

    private static final int INAPPROPRIATE = 25;

    @TempDir
    Path folder;

    @Test
    void failsWithTheErrorOfTheKernel() throws IOException {
        try (FolderHandle handle = new FolderHandle(folder.toString())) {
            MemorySegment argument = handle.allocate(8);
            assertThat(argument.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
            assertThatThrownBy(() -> handle.ioctl(FIONREAD, argument))
                    .isInstanceOfSatisfying(
                            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(INAPPROPRIATE));
        }
    }

    @Test
    void opensFoldersOnly() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new FolderHandle(file.toString()))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("not a directory");
        assertThatThrownBy(() -> new FolderHandle(folder + "/none"))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("no such file or directory");
    }
}
