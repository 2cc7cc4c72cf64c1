package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPathsTest {
    @TempDir
    Path folder;

    @Test
    void readsAFileBelowProcfsAndNamesItInErrors() throws IOException {
        Path loadavg = Files.writeString(folder.resolve("loadavg"), "0.1 x\n");
        KernelText text = paths("/").readProc("loadavg").firstLine();
        assertThat(text.nextDecimal()).isEqualTo(0.1);
        assertThatThrownBy(text::nextDecimal).hasMessage(loadavg + ":1: expected a number, got \"x\" in \"0.1 x\"");
    }

    @Test
    void readsTheKernelsOwnFilesWhoseSizeIsZero() throws IOException {
        HostPaths real = new HostPaths(Path.of("/proc"), Path.of("/sys"), Path.of("/"), Path.of("/run/udev/data"));
        KernelText text = real.readProc("self/status").firstLine();
        assertThat(text.nextString()).isEqualTo("Name:");
        assertThat(text.nextString()).isEqualTo("java");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> paths("/").readProc("net/dev"))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.resolve("net/dev").toString());
    }

    @Test
    void tellsWhetherAFileOfProcfsIsThere() throws IOException {
        Files.writeString(folder.resolve("online"), "1\n");
        assertThat(paths("/").readProcIfPresent("online")).isPresent();
        assertThat(paths("/").readProcIfPresent("offline")).isEmpty();
        assertThatThrownBy(() -> paths("/").readProcIfPresent(""))
                .isExactlyInstanceOf(ErrnoException.class)
                .hasMessage(folder + ": is a directory");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, /",
        "/, /boot, /boot",
        "/host, /, /host/",
        "/host, /boot, /host/boot",
        "/host/, /boot, /host/boot",
        "/host, /Müll/データ, /host/Müll/データ",
    })
    void findsAMountPointBelowRootfs(String rootfs, String mountPoint, String path) {
        assertThat(paths(rootfs).inRootfs(mountPoint)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, /",
        "/, /boot, /boot",
        "/host, /host, /",
        "/host, /host/boot, /boot",
        "/host/, /host/boot, /boot",
        "/host, /boot, /boot",
        "/host, /, /",
        // as node_exporter: the text alone is taken off
        "/host, /hostfoo, foo",
    })
    void takesRootfsOffAMountPoint(String rootfs, String mountPoint, String shown) {
        assertThat(paths(rootfs).withoutRootfs(mountPoint)).isEqualTo(shown);
    }

    private HostPaths paths(String rootfs) {
        return new HostPaths(folder, folder, Path.of(rootfs), folder);
    }
}
