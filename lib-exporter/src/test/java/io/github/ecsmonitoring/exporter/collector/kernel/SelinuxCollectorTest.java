package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelinuxCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void mountInEnforcingMode() throws IOException {
        machine = new Sysfs(folder)
                .with("sys/fs/selinux", "enforce: 1")
                .with("root/etc/selinux", "config", """
                # This file controls the state of SELinux on the system.
                ;SELINUX=disabled
                SELINUX=enforcing
                SELINUXTYPE=targeted
                """.getBytes())
                .with("proc/self/attr", "current", "system_u:system_r:init_t:s0\0".getBytes());
        mount("rw,nosuid,noexec,relatime");
    }

    @Test
    void exposesTheCurrentAndTheConfiguredMode() throws IOException {
        assertThat(machine.page(new SelinuxCollector())).isEqualTo("""
                # HELP node_selinux_config_mode Configured SELinux enforcement mode
                # TYPE node_selinux_config_mode gauge
                node_selinux_config_mode 1
                # HELP node_selinux_current_mode Current SELinux enforcement mode
                # TYPE node_selinux_current_mode gauge
                node_selinux_current_mode 1
                # HELP node_selinux_enabled SELinux is enabled, 1 is true, 0 is false
                # TYPE node_selinux_enabled gauge
                node_selinux_enabled 1
                """);
    }

    @Test
    void exposesPermissiveAndDisabledModes() throws IOException {
        machine.with("sys/fs/selinux", "enforce: 0")
                .with("root/etc/selinux", "config", "SELINUX=permissive\r\n".getBytes());
        assertThat(samples())
                .isEqualTo("node_selinux_config_mode 0\nnode_selinux_current_mode 0\nnode_selinux_enabled 1\n");
        machine.with("root/etc/selinux", "config", "SELINUX=disabled\n".getBytes());
        assertThat(samples()).startsWith("node_selinux_config_mode -1\n");
        machine.with("root/etc/selinux", "config", new byte[0]);
        assertThat(samples()).startsWith("node_selinux_config_mode -1\n");
    }

    @Test
    void reportsDisabledInAContainerAndBeforeThePolicyIsLoaded() throws IOException {
        mount("ro,nosuid");
        assertThat(samples()).isEqualTo("node_selinux_enabled 0\n");
        machine.with("proc/self", "mountinfo", "26 1 259:1 / / rw shared:1 - xfs /dev/nvme0n1p1 rw\n".getBytes());
        assertThat(samples()).isEqualTo("node_selinux_enabled 0\n");
        mount("rw");
        machine.with("proc/self/attr", "current", "kernel\0".getBytes());
        assertThat(samples()).isEqualTo("node_selinux_enabled 0\n");
    }

    @Test
    void looksUpTheMountPointOnce() throws IOException {
        MachineCollector collector = machine.collector(new SelinuxCollector());
        String samples = collector.samples();
        mount("ro");
        assertThat(collector.samples()).isEqualTo(samples);
    }

    @Test
    void omitsTheCurrentModeWhenItCannotBeRead() throws IOException {
        machine = new Sysfs(folder.resolve("other"));
        machine.with("sys/fs/selinux", "");
        mount("rw");
        assertThat(samples()).isEqualTo("node_selinux_config_mode -1\nnode_selinux_enabled 1\n");
    }

    @Test
    void reportsThePathOfAMissingOrMalformedFile() throws IOException {
        machine.with("sys/fs/selinux", "enforce: yes");
        assertThat(machine.error(new SelinuxCollector()))
                .isEqualTo("…/sys/fs/selinux/enforce: expected a whole number, got \"yes\"");
        assertThat(new Sysfs(folder.resolve("empty")).failure(new SelinuxCollector()))
                .isEqualTo("NoSuchFileException: …/proc/self/mountinfo");
    }

    private void mount(String options) throws IOException {
        machine.with(
                "proc/self",
                "mountinfo",
                ("30 25 0:22 / " + machine.path("sys/fs/selinux") + ' ' + options
                                + " shared:9 - selinuxfs selinuxfs rw\n")
                        .getBytes());
    }

    private String samples() throws IOException {
        return machine.samples(new SelinuxCollector());
    }
}
