package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCallsTest {
    private final KernelCalls calls = new KernelFiles().calls();

    @TempDir
    Path folder;

    @Test
    void showsTheKernelAsTheCommandUname() throws Exception {
        KernelCalls.Uname uname = calls.uname();
        assertThat(String.join(" ", uname.sysname(), uname.release(), uname.version(), uname.machine()))
                .isEqualTo(output("uname", "-srvm"));
        assertThat(uname.nodename()).isEqualTo(output("uname", "-n"));
        assertThat(uname.domainname())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/domainname")).strip());
    }

    @Test
    void showsTheSizeOfAFileSystemAsTheJdk() throws IOException {
        FileStore store = Files.getFileStore(folder);
        KernelCalls.Statfs stat = calls.statfs(folder.toString());
        assertThat(stat.blockSize()).isEqualTo(store.getBlockSize());
        assertThat(stat.blocks() * stat.blockSize()).isEqualTo(store.getTotalSpace());
        // Other processes write meanwhile.
        double moved = 0.05 * store.getTotalSpace();
        assertThat(stat.blocksFree() * stat.blockSize()).isCloseTo(store.getUnallocatedSpace(), within(moved));
        assertThat(stat.blocksAvailable() * stat.blockSize()).isCloseTo(store.getUsableSpace(), within(moved));
        assertThat(stat.blocksAvailable()).isLessThanOrEqualTo(stat.blocksFree());
        assertThat(stat.filesFree()).isBetween(0.0, stat.files());
    }

    /** The call needs the capability SYS_TIME only to change the clock. */
    @Test
    void readsTheStateOfTheClock() throws IOException {
        KernelCalls.Timex timex = calls.adjtimex();
        assertThat(timex.state()).isBetween(0L, 5L);
        // The kernel allows a tick to be off by a tenth.
        assertThat(timex.tick()).isBetween(9_000L, 11_000L);
        assertThat(timex.frequency()).isBetween(-512L << 16, 512L << 16);
        assertThat(timex.taiOffset()).isBetween(0, 100);
        assertThat(timex.maximumError()).isNotNegative();
    }

    @Test
    void showsTheLimitOfOpenFilesAsProcfs() throws IOException {
        String soft = Files.readString(Path.of("/proc/self/limits"))
                .replaceAll("(?s).*Max open files +(\\S+).*", "$1")
                .replace("unlimited", "-1");
        assertThat(calls.openFileLimit()).isEqualTo(Long.parseLong(soft));
    }

    @Test
    void acceptsPathsWithSpecialCharacters() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a b\tc\\d"));
        assertThat(calls.statfs(odd.toString()).blocks())
                .isEqualTo(calls.statfs(folder.toString()).blocks());
    }

    @Test
    void failsWithTheMessageThatGoHasForTheErrno() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(folder + "/missing", "no such file or directory");
        assertFails(file + "/below", "not a directory");
        assertFails("/" + "x".repeat(300), "file name too long");
        assertFails("", "no such file or directory");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertFails(loop.toString(), "too many levels of symbolic links");
    }

    private void assertFails(String path, String message) {
        assertThatThrownBy(() -> calls.statfs(path))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(message);
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }
}
