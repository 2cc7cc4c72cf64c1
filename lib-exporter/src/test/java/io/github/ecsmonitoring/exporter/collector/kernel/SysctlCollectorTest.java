package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesNumbersListsAndNamedLists() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/sys/kernel/threads-max", "75000\n")
                .with("proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456\n")
                .with("proc/sys/vm/odd", "-1 0x10 010 9223372036854775807\n");
        assertThat(machine.collector(
                                SysctlCollector::declare,
                                "--collector.sysctl.include=kernel.threads-max",
                                "--collector.sysctl.include=net.ipv4.tcp_rmem",
                                "--collector.sysctl.include=net.ipv4.tcp_rmem:min,de-fault,max",
                                "--collector.sysctl.include=vm.odd")
                        .page())
                .isEqualTo("""
                # HELP node_sysctl_kernel_threads_max sysctl kernel.threads-max
                # TYPE node_sysctl_kernel_threads_max untyped
                node_sysctl_kernel_threads_max 75000
                # HELP node_sysctl_net_ipv4_tcp_rmem sysctl net.ipv4.tcp_rmem
                # TYPE node_sysctl_net_ipv4_tcp_rmem untyped
                node_sysctl_net_ipv4_tcp_rmem{index="0"} 4096
                node_sysctl_net_ipv4_tcp_rmem{index="1"} 131072
                node_sysctl_net_ipv4_tcp_rmem{index="2"} 6.291456e+06
                # HELP node_sysctl_net_ipv4_tcp_rmem_de_fault sysctl net.ipv4.tcp_rmem, field 1
                # TYPE node_sysctl_net_ipv4_tcp_rmem_de_fault untyped
                node_sysctl_net_ipv4_tcp_rmem_de_fault 131072
                # HELP node_sysctl_net_ipv4_tcp_rmem_max sysctl net.ipv4.tcp_rmem, field 2
                # TYPE node_sysctl_net_ipv4_tcp_rmem_max untyped
                node_sysctl_net_ipv4_tcp_rmem_max 6.291456e+06
                # HELP node_sysctl_net_ipv4_tcp_rmem_min sysctl net.ipv4.tcp_rmem, field 0
                # TYPE node_sysctl_net_ipv4_tcp_rmem_min untyped
                node_sysctl_net_ipv4_tcp_rmem_min 4096
                # HELP node_sysctl_vm_odd sysctl vm.odd
                # TYPE node_sysctl_vm_odd untyped
                node_sysctl_vm_odd{index="0"} -1
                node_sysctl_vm_odd{index="1"} 16
                node_sysctl_vm_odd{index="2"} 8
                node_sysctl_vm_odd{index="3"} 9.223372036854776e+18
                """);
    }

    @Test
    void exposesWordsAsLabels() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/sys/kernel/seccomp/actions_avail", "kill_process trap\n")
                .with("proc/sys/kernel/ostype", "Linux\n");
        assertThat(machine.collector(
                                SysctlCollector::declare,
                                "--collector.sysctl.include-info=kernel.seccomp.actions_avail",
                                "--collector.sysctl.include-info=kernel.ostype")
                        .page())
                .isEqualTo("""
                # HELP node_sysctl_info sysctl info
                # TYPE node_sysctl_info gauge
                node_sysctl_info{index="0",name="kernel.ostype",value="Linux"} 1
                node_sysctl_info{index="0",name="kernel.seccomp.actions_avail",value="kill_process"} 1
                node_sysctl_info{index="1",name="kernel.seccomp.actions_avail",value="trap"} 1
                """);
    }

    @Test
    void exposesNothingByDefault() throws IOException {
        assertThat(new Machine(folder).collector(SysctlCollector::declare).page())
                .isEmpty();
    }

    /** The default of kernel.shmmax, with which node_exporter fails. */
    @Test
    void exposesNumbersAboveTheSignedRange() throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/kernel/shmmax", "18446744073692774399\n");
        assertThat(machine.collector(SysctlCollector::declare, "--collector.sysctl.include=kernel.shmmax")
                        .samples())
                .isEqualTo("node_sysctl_kernel_shmmax 1.8446744073692774e+19\n");
    }

    @Test
    void failsForAParameterThatDoesNotExist() {
        assertThatThrownBy(() -> new Machine(folder)
                        .collector(SysctlCollector::declare, "--collector.sysctl.include=a.b")
                        .page())
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/sys/a/b");
    }

    @Test
    void rejectsMalformedValues() {
        assertFails("", "--collector.sysctl.include=a", "sysctl a has no values");
        assertFails("1\n", "--collector.sysctl.include=a:x", "sysctl a has 1 values, but the flag names [x]");
        assertFails(
                "1 2\n", "--collector.sysctl.include=a:x,y,z", "sysctl a has 2 values, but the flag names [x, y, z]");
        assertFails(
                "on off\n",
                "--collector.sysctl.include-info=a:x,y",
                "sysctl a is exposed as words, which cannot have names: [x, y]");
        assertFails(
                "1 x\r\n",
                "--collector.sysctl.include=a",
                folder + "/proc/sys/a:1: expected a whole number, got \"x\" in \"1 x\"");
        assertFails(
                "#1",
                "--collector.sysctl.include=a",
                folder + "/proc/sys/a:1: expected a whole number, got \"#1\" in \"#1\"");
        assertFails(
                "18446744073709551616",
                "--collector.sysctl.include=a",
                folder
                        + "/proc/sys/a:1: expected a whole number, got \"18446744073709551616\" in \"18446744073709551616\"");
    }

    private void assertFails(String text, String flag, String message) {
        assertThatThrownBy(() -> new Machine(folder)
                        .with("proc/sys/a", text)
                        .collector(SysctlCollector::declare, flag)
                        .page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
