package io.github.ecsmonitoring.exporter.host.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesTest {
    private static final Path COUNTER = Path.of("/proc/sys/kernel/random/uuid");

    @TempDir
    Path folder;

    private final KernelFiles kernel = new KernelFiles();

    @Test
    void lendsAFileToOneReaderAtATime() {
        OpenFiles files = new OpenFiles(10);
        FileKey key = new FileKey("/sys/class/net/eth0", 815, "mtu");
        assertThat(files.take(key)).isNull();
        FileHandle handle = files.keep(key, 7, true);
        assertThat(files.keep(new FileKey("/sys/class/net/eth0", 815, "mtu"), 8, true))
                .as("another thread was faster")
                .isNull();
        assertThat(files.take(new FileKey("/sys/class/net/eth0", 816, "mtu")))
                .as("another device of that name")
                .isNull();
        assertThat(files.take(key)).isSameAs(handle);
        assertThat(files.take(key)).as("while it is taken").isNull();
        files.give(handle);
        assertThat(files.take(key)).isSameAs(handle);
        files.forget(handle);
        assertThat(files.take(key)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"64, 8", "256, 32", "1024, 704", "4096, 1024", "1048576, 1024", "-1, 1024"})
    void leavesAReserveBelowTheLimitOfOpenFiles(long limit, int most) {
        assertThat(OpenFiles.most(limit)).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        "/proc/stat,                            0, true",
        "/host/proc/net/dev,                    0, true",
        "/sys/class/thermal/thermal_zone0/temp, 0, true",
        "/sys/class/net/eth0/mtu,               0, false",
        "/sys/class/net/eth0/mtu,             815, true",
        "/proc/1/mountinfo,                     0, true",
        "/proc/10/mountinfo,                    0, false",
        "/host/proc/4711/stat,                  0, false"
    })
    void keepsNoFileWhoseNameMayStandForAnother(String file, long inode, boolean staysTheSame) {
        assertThat(new FileKey("", inode, file).staysTheSame()).isEqualTo(staysTheSame);
    }

    @Test
    void keepsALimitedNumberOfFiles() {
        OpenFiles files = new OpenFiles(100);
        for (int i = 0; i < 100; i++) {
            assertThat(files.keep(new FileKey("/proc", 0, "file" + i), i, false))
                    .isNotNull();
        }
        assertThat(files.keep(FileKey.of(COUNTER.toString()), 5000, true)).isNull();
        assertThat(files.takeUnread(System.nanoTime()))
                .as("all were read lately")
                .isNull();
        assertThat(files.take(new FileKey("/proc", 0, "file0"))).isNotNull();
    }

    /** The files of a device that was removed; nothing else shows that it was. */
    @Test
    void releasesFilesThatWereNotReadForTenMinutes() {
        OpenFiles files = new OpenFiles(10);
        FileHandle handle = files.keep(new FileKey("/sys/class/net/veth1", 815, "mtu"), 7, true);
        long minute = 60_000_000_000L;
        assertThat(files.takeUnread(System.nanoTime() + 9 * minute)).isNull();
        assertThat(files.takeUnread(System.nanoTime() + 11 * minute)).isSameAs(handle);
        assertThat(files.takeUnread(System.nanoTime() + 11 * minute)).isNull();
    }

    @Test
    void readsAnOpenFileFromItsBeginningWithOneDescriptor() throws IOException {
        String first = read(COUNTER);
        assertThat(first).hasSize(37);
        for (int i = 0; i < 50; i++) {
            assertThat(read(COUNTER)).hasSize(37).isNotEqualTo(first);
        }
        assertThat(descriptorsOf(COUNTER)).isOne();
    }

    @Test
    void readsAFileThatReplacedAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("os-release"), "ID=amzn\n");
        assertThat(read(file)).isEqualTo("ID=amzn\n");
        Files.move(Files.writeString(folder.resolve("new"), "ID=debian\n"), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(read(file)).isEqualTo("ID=debian\n");
        assertThat(descriptorsOf(file)).isZero();
    }

    @Test
    void returnsWholeTextsToConcurrentReaders() throws Exception {
        Callable<Void> reader = () -> {
            for (int i = 0; i < 500; i++) {
                assertThat(read(Path.of("/proc/self/status")))
                        .startsWith("Name:\t")
                        .contains("\nVmRSS:")
                        .endsWith("\n");
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Void>> readers = threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(i -> reader).toList());
            for (Future<Void> each : readers) {
                each.get();
            }
        }
    }

    private String read(Path file) throws IOException {
        FileCalls calls = kernel.newFileCalls();
        FileContents contents = new FileContents(calls);
        if (contents.read(FileKey.of(file.toString()), 1 << 20) != ReadResult.READ) {
            throw calls.error(file.toString());
        }
        byte[] bytes = new byte[contents.size()];
        contents.copyTo(bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long descriptorsOf(Path file) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors) {
                count += Files.exists(each) && Files.readSymbolicLink(each).equals(file) ? 1 : 0;
            }
        }
        return count;
    }
}
