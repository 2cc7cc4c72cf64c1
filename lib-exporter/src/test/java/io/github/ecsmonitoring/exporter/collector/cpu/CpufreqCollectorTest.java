package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpufreqCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void createMachine() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesFrequenciesInHertzAndTheGovernor() throws IOException {
        machine.with("sys/devices/system/cpu", """
                        offline:\s
                        """)
                .with("sys/devices/system/cpu/cpu0/cpufreq", """
                        cpuinfo_cur_freq: 2400001
                        cpuinfo_avg_freq: 2399876
                        cpuinfo_min_freq: 800000
                        cpuinfo_max_freq: 3500000
                        cpuinfo_transition_latency: 20000
                        scaling_cur_freq: 1699981
                        scaling_min_freq: 800000
                        scaling_max_freq: 3700000
                        scaling_available_governors: performance powersave
                        scaling_driver: intel_pstate
                        scaling_governor: powersave
                        related_cpus: 0
                        scaling_setspeed: <unsupported>
                        """)
                .with("sys/devices/system/cpu/cpu1", """
                        topology/core_id: 1
                        """);
        assertThat(machine.page(new CpufreqCollector())).isEqualTo("""
                # HELP node_cpu_frequency_avg_hertz Average CPU thread frequency in hertz.
                # TYPE node_cpu_frequency_avg_hertz gauge
                node_cpu_frequency_avg_hertz{cpu="0"} 2.399876e+09
                # HELP node_cpu_frequency_hertz Current CPU thread frequency in hertz.
                # TYPE node_cpu_frequency_hertz gauge
                node_cpu_frequency_hertz{cpu="0"} 2.400001e+09
                # HELP node_cpu_frequency_max_hertz Maximum CPU thread frequency in hertz.
                # TYPE node_cpu_frequency_max_hertz gauge
                node_cpu_frequency_max_hertz{cpu="0"} 3.5e+09
                # HELP node_cpu_frequency_min_hertz Minimum CPU thread frequency in hertz.
                # TYPE node_cpu_frequency_min_hertz gauge
                node_cpu_frequency_min_hertz{cpu="0"} 8e+08
                # HELP node_cpu_scaling_frequency_hertz Current scaled CPU thread frequency in hertz.
                # TYPE node_cpu_scaling_frequency_hertz gauge
                node_cpu_scaling_frequency_hertz{cpu="0"} 1.699981e+09
                # HELP node_cpu_scaling_frequency_max_hertz Maximum scaled CPU thread frequency in hertz.
                # TYPE node_cpu_scaling_frequency_max_hertz gauge
                node_cpu_scaling_frequency_max_hertz{cpu="0"} 3.7e+09
                # HELP node_cpu_scaling_frequency_min_hertz Minimum scaled CPU thread frequency in hertz.
                # TYPE node_cpu_scaling_frequency_min_hertz gauge
                node_cpu_scaling_frequency_min_hertz{cpu="0"} 8e+08
                # HELP node_cpu_scaling_governor Current enabled CPU frequency governor.
                # TYPE node_cpu_scaling_governor gauge
                node_cpu_scaling_governor{cpu="0",governor="performance"} 0
                node_cpu_scaling_governor{cpu="0",governor="powersave"} 1
                """);
    }

    @Test
    void omitsOfflineCpus() throws IOException {
        machine.with("sys/devices/system/cpu", "offline: 1,3-4");
        for (int cpu : new int[] {0, 1, 2, 3, 4, 10}) {
            machine.with("sys/devices/system/cpu/cpu" + cpu + "/cpufreq", """
                    scaling_cur_freq: %d
                    scaling_available_governors: performance
                    scaling_governor: performance
                    """.formatted(cpu));
        }
        assertThat(machine.samples(new CpufreqCollector())).isEqualTo("""
                node_cpu_scaling_frequency_hertz{cpu="0"} 0
                node_cpu_scaling_frequency_hertz{cpu="10"} 10000
                node_cpu_scaling_frequency_hertz{cpu="2"} 2000
                node_cpu_scaling_governor{cpu="0",governor="performance"} 1
                node_cpu_scaling_governor{cpu="10",governor="performance"} 1
                node_cpu_scaling_governor{cpu="2",governor="performance"} 1
                """);
    }

    @Test
    void exposesNothingWithoutCpufreqFolders() throws IOException {
        machine.with("sys/devices/system/cpu", "offline: ").with("sys/devices/system/cpu/cpu0", "topology/core_id: 0");
        assertThat(page()).isEmpty();
    }

    @Test
    void omitsFilesThatAreMissingOrUnreadable() throws IOException {
        machine.with("sys/devices/system/cpu", "offline: ")
                .with("sys/devices/system/cpu/cpu0/cpufreq", "scaling_cur_freq: 1000")
                .unreadable("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_cur_freq");
        assertThat(page())
                .endsWith("\nnode_cpu_scaling_frequency_hertz{cpu=\"0\"} 1e+06\n")
                .hasLineCount(3);
    }

    @Test
    void failsWithoutSysfs() {
        assertThat(page()).isEqualTo("NoSuchFileException: …/sys/devices/system/cpu/offline");
    }

    @Test
    void reportsThePathOfAMalformedFile() throws IOException {
        machine.with("sys/devices/system/cpu", "offline: ")
                .with("sys/devices/system/cpu/cpu0/cpufreq", "scaling_cur_freq: <unknown>");
        assertThat(page())
                .isEqualTo(
                        "IOException: …/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq: expected a whole number, got \"<unknown>\"");
        machine.with("sys/devices/system/cpu", "offline: 1-x");
        assertThat(page())
                .isEqualTo("IOException: …/sys/devices/system/cpu/offline: expected a list of CPUs, got \"1-x\"");
    }

    private String page() {
        return machine.failure(new CpufreqCollector());
    }
}
