package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.HostReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountListTest {
    private static final String HOST = """
            21 1 259:1 / / rw,noatime shared:1 - xfs /dev/nvme0n1p1 rw
            40 21 259:3 / /data rw shared:9 - ext4 /dev/nvme1n1 rw
            """;
    private static final String CONTAINER = """
            700 650 0:94 / / ro,relatime - overlay overlay ro,lowerdir=/a
            720 700 259:1 /var/lib/x /etc/hosts rw - xfs /dev/nvme0n1p1 rw
            """;

    @TempDir
    Path folder;

    private HostPaths paths;

    @BeforeEach
    void paths() {
        paths = new HostPaths(
                folder.resolve("proc").toString(),
                folder.resolve("sys").toString(),
                "/",
                folder.resolve("udev").toString());
    }

    @Test
    void usesTheMountsOfPid1() throws IOException {
        new Machine(folder).with("proc/1/mountinfo", HOST).with("proc/self/mountinfo", HOST);
        assertThat(mountPoints(paths)).containsExactly("/", "/data");
    }

    @Test
    void usesItsOwnMountsInAContainerWhosePid1IsInAnother() throws IOException {
        new Machine(folder).with("proc/1/mountinfo", HOST).with("proc/self/mountinfo", CONTAINER);
        assertThat(mountPoints(paths)).containsExactly("/", "/etc/hosts");
    }

    @Test
    void usesTheMountsOfPid1InAContainerWithTheHostsRoot() throws IOException {
        new Machine(folder).with("proc/1/mountinfo", HOST).with("proc/self/mountinfo", CONTAINER);
        HostPaths withRoot = new HostPaths(paths.procfs(), paths.sysfs(), "/rootfs", paths.udevData());
        assertThat(mountPoints(withRoot)).containsExactly("/", "/data");
    }

    @Test
    void usesItsOwnMountsIfPid1IsHidden() throws IOException {
        new Machine(folder).with("proc/self/mountinfo", CONTAINER);
        assertThat(mountPoints(paths)).containsExactly("/", "/etc/hosts");
    }

    private static List<String> mountPoints(HostPaths paths) throws IOException {
        try (HostReader host = new Host(paths).open()) {
            return new MountList().read(host).stream().map(Mount::mountPoint).toList();
        }
    }
}
