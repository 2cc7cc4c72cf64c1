package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
    private static final int LIMIT = 1 << 20;

    private final FileCalls calls = new KernelFiles().newFileCalls();
    private final FileContents contents = new FileContents(calls);

    @TempDir
    Path folder;

    /** The kernel returns the number to a read at offset 0, and nothing to the next read. */
    @Test
    void readsAllDigitsOfAParameter() throws IOException {
        String pidMax = new String(read(Path.of("/proc/sys/kernel/pid_max")), StandardCharsets.UTF_8);
        assertThat(pidMax).matches("[0-9]{3,}\n");
    }

    @Test
    void readsAFileWhoseSizeIsZero() throws IOException {
        assertThat(Files.size(Path.of("/proc/self/stat"))).isZero();
        assertThat(new String(read(Path.of("/proc/self/stat")), StandardCharsets.UTF_8))
                .contains("(java)")
                .endsWith("\n");
    }

    @Test
    void readsFilesOfAnySizeToTheirEnd() throws IOException {
        for (int size : new int[] {0, 1, 8191, 8192, 8193, 32_767, 32_768, 32_769, 65_536, 100_000}) {
            byte[] bytes = "0123456789".repeat(size / 10 + 1).substring(0, size).getBytes(StandardCharsets.UTF_8);
            Path file = Files.write(folder.resolve("file"), bytes);
            assertThat(read(file)).as("%d bytes", size).isEqualTo(bytes);
        }
    }

    @Test
    void readsNoMoreOfAFileThanWanted() throws IOException {
        for (int size : new int[] {1, 8191, 8192, 8193, 32_768, 40_000}) {
            Path file = Files.write(folder.resolve("file"), new byte[size]);
            assertThat(contents.read(FileKey.of(file.toString()), size - 1)).isEqualTo(ReadResult.READ);
            assertThat(contents.size()).isEqualTo(size - 1);
        }
        assertThat(contents.read(FileKey.of("/dev/zero"), LIMIT)).isEqualTo(ReadResult.READ);
        assertThat(contents.size()).isEqualTo(LIMIT);
    }

    @Test
    void failsOnAnAbsentFileAndOnAFolder() {
        assertThatThrownBy(() -> read(folder.resolve("none"))).isExactlyInstanceOf(NoSuchFileException.class);
        assertThat(contents.read(FileKey.of(folder.resolve("none").toString()), LIMIT))
                .isEqualTo(ReadResult.ABSENT);
        assertFails(folder, 21, folder + ": is a directory");
    }

    /** A damaged text can contain such a path. */
    @Test
    void failsOnAPathThatIsTooLong() {
        Path tooLong = folder.resolve("\u00fc".repeat(1 << 20));
        assertFails(tooLong, 36, tooLong + ": file name too long");
    }

    @Test
    void failsWithTheErrorOfTheKernel() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(file.resolve("below"), ErrnoException.NOT_A_DIRECTORY, file + "/below: not a directory");
        // This process has no memory at the address 0.
        assertFails(Path.of("/proc/self/mem"), 5, "/proc/self/mem: input/output error");
        Path loop = folder.resolve("loop");
        assertFails(Files.createSymbolicLink(loop, loop), 40, loop + ": too many levels of symbolic links");
    }

    @Test
    void failsOnAnEndedProcessAsOnAnAbsentFile() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThatThrownBy(() -> read(Path.of("/proc/" + ended.pid() + "/stat")))
                .isExactlyInstanceOf(NoSuchFileException.class);
    }

    private byte[] read(Path file) throws IOException {
        if (contents.read(FileKey.of(file.toString()), LIMIT) != ReadResult.READ) {
            throw calls.error(file.toString());
        }
        byte[] bytes = new byte[contents.size()];
        contents.copyTo(bytes, 0);
        return bytes;
    }

    private void assertFails(Path file, int errno, String message) {
        assertThatThrownBy(() -> read(file))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((ErrnoException) e).errno()).isEqualTo(errno));
    }
}
