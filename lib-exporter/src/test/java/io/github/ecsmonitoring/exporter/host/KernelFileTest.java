package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFileTest {
    @TempDir
    Path folder;

    /** The kernel gives the number to one read from the file's beginning, and nothing to the next. */
    @Test
    void readsAParameterWithAllItsDigits() throws IOException {
        String pidMax = new String(KernelFile.read(Path.of("/proc/sys/kernel/pid_max")), StandardCharsets.UTF_8);
        assertThat(pidMax).matches("[0-9]{3,}\n");
    }

    @Test
    void readsAFileThatSaysItIsEmpty() throws IOException {
        assertThat(Files.size(Path.of("/proc/self/stat"))).isZero();
        assertThat(new String(KernelFile.read(Path.of("/proc/self/stat")), StandardCharsets.UTF_8))
                .contains("(java)")
                .endsWith("\n");
    }

    @Test
    void readsFilesOfAnySizeToTheirEnd() throws IOException {
        for (int size : new int[] {0, 1, 8191, 8192, 8193, 32_767, 32_768, 32_769, 65_536, 100_000}) {
            byte[] bytes = "0123456789".repeat(size / 10 + 1).substring(0, size).getBytes(StandardCharsets.UTF_8);
            Path file = Files.write(folder.resolve("file"), bytes);
            assertThat(KernelFile.read(file)).as("%d bytes", size).isEqualTo(bytes);
        }
    }

    @Test
    void refusesAFileThatTheHeapCannotBear() throws IOException {
        for (int size : new int[] {1, 8191, 8192, 8193, 32_768, 40_000}) {
            Path file = Files.write(folder.resolve("file"), new byte[size]);
            assertThat(KernelFile.read(file, size)).hasSize(size);
            assertThatThrownBy(() -> KernelFile.read(file, size - 1))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(
                            file + ": expected at most " + (size - 1) + " bytes, an eighth of the Java heap, got more");
        }
        assertThatThrownBy(() -> KernelFile.read(Path.of("/dev/zero")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageEndingWith("got more");
    }

    @Test
    void failsOnAFileThatIsNotThereOrAFolder() {
        assertThatThrownBy(() -> KernelFile.read(folder.resolve("none")))
                .isExactlyInstanceOf(NoSuchFileException.class);
        assertFails(folder, 21, folder + ": is a directory");
    }

    /** Damaged text can name one. */
    @Test
    void failsOnAPathThatIsLongerThanAny() {
        Path tooLong = folder.resolve("\u00fc".repeat(1 << 20));
        assertFails(tooLong, 36, tooLong + ": file name too long");
    }

    /** By the error's number: its text is libc's, in the language of the locale. */
    @Test
    void saysWhyTheKernelDoesNotGiveAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(file.resolve("below"), ErrnoException.NOT_A_DIRECTORY, file + "/below: not a directory");
        // This process has no memory at the address 0.
        assertFails(Path.of("/proc/self/mem"), 5, "/proc/self/mem: input/output error");
        Path loop = folder.resolve("loop");
        assertFails(Files.createSymbolicLink(loop, loop), 40, loop + ": too many levels of symbolic links");
    }

    @Test
    void failsOnAProcessThatEndedAsOnAFileThatIsNotThere() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThatThrownBy(() -> KernelFile.read(Path.of("/proc/" + ended.pid() + "/stat")))
                .isExactlyInstanceOf(NoSuchFileException.class);
    }

    private static void assertFails(Path file, int errno, String message) {
        assertThatThrownBy(() -> KernelFile.read(file))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((ErrnoException) e).errno()).isEqualTo(errno));
    }
}
