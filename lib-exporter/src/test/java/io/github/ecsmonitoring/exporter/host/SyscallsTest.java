package io.github.ecsmonitoring.exporter.host;

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

class SyscallsTest {
    @TempDir
    Path folder;

    @Test
    void namesTheKernelAsUnameDoes() throws Exception {
        Syscalls.Uname uname = Syscalls.uname();
        assertThat(String.join(" ", uname.sysname(), uname.release(), uname.version(), uname.machine()))
                .isEqualTo(output("uname", "-srvm"));
        assertThat(uname.nodename()).isEqualTo(output("uname", "-n"));
        assertThat(uname.domainname())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/domainname")).strip());
    }

    @Test
    void measuresAFileSystemAsTheJdkDoes() throws IOException {
        FileStore store = Files.getFileStore(folder);
        Syscalls.Statfs stat = Syscalls.statfs(folder.toString());
        assertThat(stat.blockSize()).isEqualTo(store.getBlockSize());
        assertThat(stat.blocks() * stat.blockSize()).isEqualTo(store.getTotalSpace());
        // Others write while we look.
        double moved = 0.05 * store.getTotalSpace();
        assertThat(stat.blocksFree() * stat.blockSize()).isCloseTo(store.getUnallocatedSpace(), within(moved));
        assertThat(stat.blocksAvailable() * stat.blockSize()).isCloseTo(store.getUsableSpace(), within(moved));
        assertThat(stat.blocksAvailable()).isLessThanOrEqualTo(stat.blocksFree());
        assertThat(stat.filesFree()).isBetween(0.0, stat.files());
    }

    @Test
    void asksThroughEveryKindOfName() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a b\tc\\d"));
        assertThat(Syscalls.statfs(odd.toString()).blocks())
                .isEqualTo(Syscalls.statfs(folder.toString()).blocks());
    }

    @Test
    void saysInGosWordsWhatTheKernelAnswers() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(folder + "/missing", "no such file or directory");
        assertFails(file + "/below", "not a directory");
        assertFails("/" + "x".repeat(300), "file name too long");
        assertFails("", "no such file or directory");
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertFails(loop.toString(), "too many levels of symbolic links");
    }

    private static void assertFails(String path, String message) {
        assertThatThrownBy(() -> Syscalls.statfs(path))
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
