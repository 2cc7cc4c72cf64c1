package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSysfsTest {
    private static final String CPU = "sys/devices/system/cpu/";

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void createMachine() {
        machine = new Machine(folder);
    }

    @Test
    void exposesNothingWithoutSysfs() throws IOException {
        assertThat(page()).isEmpty();
        assertThat(machine.logged()).isEmpty();
    }

    @Test
    void exposesThrottlesOncePerCoreAndPackage() throws IOException {
        cpu(0, "0", "0", "5", "30");
        cpu(1, "0", "1", "0", "30");
        cpu(2, "0", "0", "5", "30");
        cpu(3, "1", "0", "18446744073709551615", "7");
        machine.with(CPU + "cpufreq/policy0", "x").with(CPU + "cpuidle/x", "x");
        assertThat(page()).isEqualTo("""
                # HELP node_cpu_core_throttles_total Number of times this CPU core has been throttled.
                # TYPE node_cpu_core_throttles_total counter
                node_cpu_core_throttles_total{core="0",package="0"} 5
                node_cpu_core_throttles_total{core="0",package="1"} 1.8446744073709552e+19
                node_cpu_core_throttles_total{core="1",package="0"} 0
                # HELP node_cpu_package_throttles_total Number of times this CPU package has been throttled.
                # TYPE node_cpu_package_throttles_total counter
                node_cpu_package_throttles_total{package="0"} 30
                node_cpu_package_throttles_total{package="1"} 7
                """);
    }

    @Test
    void readsThrottlesFromTheNextCpuOfTheSameCore() throws IOException {
        machine.with(CPU + "cpu0/topology/physical_package_id", "0\n").with(CPU + "cpu0/topology/core_id", "0\n");
        cpu(1, "0", "0", "4", "9");
        assertThat(page())
                .contains(
                        "core_throttles_total{core=\"0\",package=\"0\"} 4", "package_throttles_total{package=\"0\"} 9");
    }

    @Test
    void omitsThrottlesThatAreMalformedOrHaveNoTopology() throws IOException {
        cpu(0, "0", "0", "many", "");
        cpu(1, "-1", "1", "1", "1");
        machine.with(CPU + "cpu2/thermal_throttle/core_throttle_count", "1\n")
                .with(CPU + "cpu2/topology/core_id", "1\n");
        assertThat(page()).isEmpty();
    }

    @Test
    void exposesOnlineCpus() throws IOException {
        machine.with(CPU + "cpu0/online", "1\n")
                .with(CPU + "cpu1/online", "0\n")
                .with(CPU + "cpu10/online", "1\n");
        assertThat(page()).isEqualTo("""
                # HELP node_cpu_online CPUs that are online and being scheduled.
                # TYPE node_cpu_online gauge
                node_cpu_online{cpu="0"} 1
                node_cpu_online{cpu="1"} 0
                node_cpu_online{cpu="10"} 1
                """);
    }

    @Test
    void omitsACpuWithoutTheFileOnline() throws IOException {
        machine.with(CPU + "cpu0/online", "1\n").with(CPU + "cpu1/uevent", "\n");
        assertThat(page()).contains("node_cpu_online{cpu=\"0\"} 1").doesNotContain("cpu=\"1\"");
    }

    @Test
    void omitsOnlineWhenTheFirstCpuHasNoSuchFile() throws IOException {
        machine.with(CPU + "cpu0/uevent", "\n").with(CPU + "cpu1/online", "1\n");
        assertThat(page()).isEmpty();
    }

    @Test
    void readsTheListOfIsolatedCpusOnce() throws IOException {
        machine.with(CPU + "isolated", "1,3-5,9\n");
        MachineCollector sysfs = machine.collector(new CpuSysfs(machine.log())::collect);
        sysfs.page();
        machine.with(CPU + "isolated", "0\n");
        assertThat(sysfs.page()).isEqualTo("""
                # HELP node_cpu_isolated Whether each core is isolated, information from /sys/devices/system/cpu/isolated.
                # TYPE node_cpu_isolated gauge
                node_cpu_isolated{cpu="1"} 1
                node_cpu_isolated{cpu="3"} 1
                node_cpu_isolated{cpu="4"} 1
                node_cpu_isolated{cpu="5"} 1
                node_cpu_isolated{cpu="9"} 1
                """);
    }

    @Test
    void omitsIsolatedWhenNoCpuIsIsolated() throws IOException {
        machine.with(CPU + "isolated", "\n");
        assertThat(page()).isEmpty();
        assertThat(machine.logged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,x", "1-", "-1", ",", "1,,2", "1 2", "\0", "1;2", "99999999999", "0-2147483647"})
    void logsAMalformedListOfIsolatedCpus(String list) {
        assertThat(CpuSysfs.parseRanges(list, machine.log())).isEmpty();
        assertThat(machine.logged())
                .startsWith(
                        "level=WARN msg=\"cannot parse the list of isolated CPUs, so node_cpu_isolated is omitted\" list=");
    }

    private String page() throws IOException {
        return machine.collector(new CpuSysfs(machine.log())::collect).page();
    }

    private void cpu(int number, String pack, String core, String coreThrottles, String packageThrottles)
            throws IOException {
        String cpu = CPU + "cpu" + number;
        machine.with(cpu + "/topology/physical_package_id", pack + "\n")
                .with(cpu + "/topology/core_id", core + "\n")
                .with(cpu + "/thermal_throttle/core_throttle_count", coreThrottles + "\n")
                .with(cpu + "/thermal_throttle/package_throttle_count", packageThrottles + "\n");
    }
}
