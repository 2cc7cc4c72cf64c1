package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemCollectorTest {
    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void machine() {
        machine = new Machine(folder);
    }

    @Test
    void exposesSizeAndUsageOfAMount() throws IOException {
        String page = pageOf("27 1 254:0 / / rw - ext4 /dev/vda rw\n");
        KernelCalls.Statfs root = sizeOfRoot();
        assertThat(valueOf(page, "node_filesystem_size_bytes")).isEqualTo(root.blocks() * root.blockSize());
        assertThat(valueOf(page, "node_filesystem_files")).isEqualTo(root.files());
        assertThat(valueOf(page, "node_filesystem_free_bytes")).isBetween(1.0, root.blocks() * root.blockSize());
        assertThat(valueOf(page, "node_filesystem_avail_bytes"))
                .isBetween(1.0, valueOf(page, "node_filesystem_free_bytes"));
        assertThat(valueOf(page, "node_filesystem_files_free")).isBetween(0.0, root.files());
        assertThat(page.replaceAll(
                        "(?m)^(node_filesystem_(size|free|avail)_bytes.*|node_filesystem_files.*) \\S+$", "$1 SOME"))
                .isEqualTo("""
                # HELP node_filesystem_avail_bytes Filesystem space available to non-root users in bytes.
                # TYPE node_filesystem_avail_bytes gauge
                node_filesystem_avail_bytes{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} SOME
                # HELP node_filesystem_device_error Whether an error occurred while getting statistics for the given device.
                # TYPE node_filesystem_device_error gauge
                node_filesystem_device_error{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} 0
                # HELP node_filesystem_files Filesystem total file nodes.
                # TYPE node_filesystem_files gauge
                node_filesystem_files{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} SOME
                # HELP node_filesystem_files_free Filesystem total free file nodes.
                # TYPE node_filesystem_files_free gauge
                node_filesystem_files_free{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} SOME
                # HELP node_filesystem_free_bytes Filesystem free space in bytes.
                # TYPE node_filesystem_free_bytes gauge
                node_filesystem_free_bytes{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} SOME
                # HELP node_filesystem_mount_info Filesystem mount information.
                # TYPE node_filesystem_mount_info gauge
                node_filesystem_mount_info{device="/dev/vda",major="254",minor="0",mountpoint="/"} 1
                # HELP node_filesystem_purgeable_bytes Filesystem space available including purgeable space (MacOS specific).
                # TYPE node_filesystem_purgeable_bytes gauge
                node_filesystem_purgeable_bytes{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} 0
                # HELP node_filesystem_readonly Filesystem read-only status.
                # TYPE node_filesystem_readonly gauge
                node_filesystem_readonly{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} 0
                # HELP node_filesystem_size_bytes Filesystem size in bytes.
                # TYPE node_filesystem_size_bytes gauge
                node_filesystem_size_bytes{device="/dev/vda",device_error="",fstype="ext4",mountpoint="/"} SOME
                """);
    }

    @Test
    void exposesADeviceErrorInsteadOfSizes() throws IOException {
        assertThat(pageOf("27 1 0:44 / /no/such\\040folder ro - nfs4 fs-1:/ rw\n"))
                .isEqualTo("""
                # HELP node_filesystem_device_error Whether an error occurred while getting statistics for the given device.
                # TYPE node_filesystem_device_error gauge
                node_filesystem_device_error{device="fs-1:/",device_error="no such file or directory",fstype="nfs4",mountpoint="/no/such folder"} 1
                # HELP node_filesystem_readonly Filesystem read-only status.
                # TYPE node_filesystem_readonly gauge
                node_filesystem_readonly{device="fs-1:/",device_error="no such file or directory",fstype="nfs4",mountpoint="/no/such folder"} 1
                """);
    }

    @Test
    void exposesAMountWithTwoLinesOnce() throws IOException {
        assertThat(mountPoints(pageOf("""
                27 1 254:0 / / rw - ext4 /dev/vda rw
                28 1 254:0 / / ro,noatime - ext4 /dev/vda rw
                29 1 254:16 / / rw - ext4 /dev/vdb rw
                """))).containsExactly("/dev/vda on /", "/dev/vdb on /");
    }

    @Test
    void excludesKernelFileSystemsByDefault() throws IOException {
        String mounts = """
                22 27 0:21 / /proc rw - proc proc rw
                23 27 0:22 / /sys/firmware rw - ext4 /dev/sys rw
                24 27 0:6 / /dev rw - ext4 /dev/dev rw
                25 24 0:23 / /device rw - ext4 /dev/device rw
                26 27 0:24 / /var/lib/docker/overlay2/x rw - ext4 /dev/docker rw
                27 1 254:0 / / rw - overlay overlay rw
                28 1 254:1 / /boot rw - ext4 /dev/boot rw
                29 1 0:25 / /run rw - tmpfs tmpfs rw
                """;
        assertThat(mountPoints(pageOf(mounts)))
                .containsExactly("/dev/boot on /boot", "/dev/device on /device", "tmpfs on /run");
        assertThat(mountPoints(pageOf(
                        mounts,
                        "--collector.filesystem.mount-points-exclude=^/(b|r|d|s|v)",
                        "--collector.filesystem.fs-types-exclude=^$")))
                .containsExactly("overlay on /", "proc on /proc");
        assertThat(mountPoints(pageOf(mounts, "--collector.filesystem.fs-types-include=^tmpfs$")))
                .containsExactly("tmpfs on /run");
        assertThat(mountPoints(pageOf(mounts, "--collector.filesystem.mount-points-include=^/sys")))
                .containsExactly("/dev/sys on /sys/firmware");
    }

    @Test
    void stripsRootfsFromMountPoints() throws IOException {
        Path host = Files.createDirectories(folder.resolve("host/Müll")).getParent();
        machine.with("proc/1/mountinfo", """
                27 1 254:0 / %1$s rw - ext4 /dev/vda rw
                28 1 254:1 / %1$s/Müll rw - ext4 /dev/vdb rw
                29 1 254:2 / %1$s/gone rw - ext4 /dev/vdc rw
                30 1 0:22 / %1$s/sys rw - ext4 /dev/sys rw
                """.formatted(host));
        Flags flags = new Flags();
        CollectorFactory factory = FilesystemCollector.declare(flags);
        HostPaths paths =
                new HostPaths(folder.resolve("proc").toString(), folder.toString(), host.toString(), folder.toString());
        String page = new MachineCollector(factory.create(machine.log()), new Host(paths)).page();
        assertThat(page.lines().filter(line -> line.startsWith("node_filesystem_device_error")))
                .containsExactly(
                        "node_filesystem_device_error{device=\"/dev/vda\",device_error=\"\",fstype=\"ext4\",mountpoint=\"/\"} 0",
                        "node_filesystem_device_error{device=\"/dev/vdb\",device_error=\"\",fstype=\"ext4\",mountpoint=\"/Müll\"} 0",
                        "node_filesystem_device_error{device=\"/dev/vdc\",device_error=\"no such file or directory\",fstype=\"ext4\","
                                + "mountpoint=\"/gone\"} 1");
    }

    @Test
    void readsItsOwnMountsIfThoseOfPid1AreHidden() throws IOException {
        machine.with("proc/self/mountinfo", "27 1 254:0 / / rw - ext4 /dev/self rw\n");
        assertThat(mountPoints(page())).containsExactly("/dev/self on /");
        machine.with("proc/1/mountinfo", "27 1 254:0 / / rw - ext4 /dev/one rw\n");
        assertThat(mountPoints(page())).containsExactly("/dev/one on /");
    }

    @Test
    void failsIfNoMountListCanBeRead() throws IOException {
        assertThatThrownBy(this::page)
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/self/mountinfo");
        machine.with("proc/1/mountinfo", "27 1 254:0 / /");
        assertThatThrownBy(this::page)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/proc/1/mountinfo:1: expected at least 10 fields, got 5 in \"27 1 254:0 / /\"");
    }

    private String pageOf(String mountinfo, String... commandLine) throws IOException {
        machine.with("proc/1/mountinfo", mountinfo);
        return page(commandLine);
    }

    private String page(String... commandLine) throws IOException {
        return machine.collector(FilesystemCollector::declare, commandLine).page();
    }

    private KernelCalls.Statfs sizeOfRoot() throws IOException {
        try (HostReader host = machine.host().open()) {
            return host.calls().statfs("/");
        }
    }

    private static List<String> mountPoints(String page) {
        return page.lines()
                .filter(line -> line.startsWith("node_filesystem_readonly{"))
                .map(line -> line.replaceAll(".*device=\"(.*)\",device_error.*mountpoint=\"(.*)\".*", "$1 on $2"))
                .toList();
    }

    private static double valueOf(String page, String name) {
        String sample = page.lines()
                .filter(line -> line.startsWith(name + "{"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }
}
