package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPathsTest {
    @ParameterizedTest
    @CsvSource({
        "/, /, /",
        "/, /boot, /boot",
        "/host, /, /host/",
        "/host, /boot, /host/boot",
        "/host/, /boot, /host/boot",
        "//host//, /boot, /host/boot",
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
        // as in node_exporter: the prefix is removed as text
        "/host, /hostfoo, foo",
    })
    void removesRootfsFromAMountPoint(String rootfs, String mountPoint, String shown) {
        assertThat(paths(rootfs).withoutRootfs(mountPoint)).isEqualTo(shown);
    }

    private HostPaths paths(String rootfs) {
        return new HostPaths("/proc", "/sys", rootfs, "/run/udev/data");
    }
}
