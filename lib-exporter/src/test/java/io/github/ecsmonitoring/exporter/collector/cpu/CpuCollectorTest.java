package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCollectorTest {
    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void createMachine() {
        machine = new Machine(folder);
    }

    @Test
    void exposesSecondsByCpuAndMode() throws IOException {
        machine.with("proc/stat", """
                cpu  30574 92637 28106 220359 4374 0 740 2351 40 7
                cpu0 14082 46592 12592 1087069 444 0 76 1111 40 7
                intr 1877209 0 0
                ctxt 5
                """);
        assertThat(machine.collector(CpuCollector::declare).page()).isEqualTo("""
                # HELP node_cpu_guest_seconds_total Seconds the CPUs spent in guests (VMs) for each mode.
                # TYPE node_cpu_guest_seconds_total counter
                node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.07
                node_cpu_guest_seconds_total{cpu="0",mode="user"} 0.4
                # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
                # TYPE node_cpu_seconds_total counter
                node_cpu_seconds_total{cpu="0",mode="idle"} 10870.69
                node_cpu_seconds_total{cpu="0",mode="iowait"} 4.44
                node_cpu_seconds_total{cpu="0",mode="irq"} 0
                node_cpu_seconds_total{cpu="0",mode="nice"} 465.92
                node_cpu_seconds_total{cpu="0",mode="softirq"} 0.76
                node_cpu_seconds_total{cpu="0",mode="steal"} 11.11
                node_cpu_seconds_total{cpu="0",mode="system"} 125.92
                node_cpu_seconds_total{cpu="0",mode="user"} 140.82
                """);
    }

    @Test
    void omitsGuestTimeWhenDisabled() throws IOException {
        machine.with("proc/stat", "cpu0 100 100 100 100 100 100 100 100 100 100\n");
        assertThat(machine.collector(CpuCollector::declare, "--no-collector.cpu.guest")
                        .samples())
                .doesNotContain("guest")
                .hasLineCount(8);
    }

    @Test
    void omitsModesThatAnOlderKernelDoesNotReport() throws IOException {
        machine.with("proc/stat", "cpu0 100 200 300 400\n");
        assertThat(machine.collector(CpuCollector::declare).samples()).isEqualTo("""
                node_cpu_seconds_total{cpu="0",mode="idle"} 4
                node_cpu_seconds_total{cpu="0",mode="nice"} 2
                node_cpu_seconds_total{cpu="0",mode="system"} 3
                node_cpu_seconds_total{cpu="0",mode="user"} 1
                """);
        machine.with("proc/stat", "cpu0 100 200 300 400 5 6 7 8 900\n");
        assertThat(machine.collector(CpuCollector::declare).samples())
                .contains("node_cpu_guest_seconds_total{cpu=\"0\",mode=\"user\"} 9")
                .doesNotContain("guest_seconds_total{cpu=\"0\",mode=\"nice\"}");
    }

    @Test
    void ignoresAdditionalColumns() throws IOException {
        CpuTimes times = read("cpu127 1 2 3 4 5 6 7 8 9 10 11 new\r\ncpu2\t100 0 0 18446744073709551615");
        assertThat(times.cpus()).extracting(cpu -> cpu.number).containsExactly(127, 2);
        assertThat(times.cpus().getFirst().seconds)
                .containsExactly(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1);
        assertThat(times.cpus().getLast().seconds).containsExactly(1, 0, 0, 0x1p64 / 100);
    }

    @Test
    void keepsCountersFromDecreasing() throws IOException {
        MachineCollector collector = collectorAfter("cpu0 100 200 300 1000 500 0 0 0 0 0\n");
        machine.with("proc/stat", "cpu0 101 199 301 999 499 1 0 0 0 0\n");
        assertThat(collector.samples()).isEqualTo("""
                node_cpu_seconds_total{cpu="0",mode="idle"} 10
                node_cpu_seconds_total{cpu="0",mode="iowait"} 5
                node_cpu_seconds_total{cpu="0",mode="irq"} 0.01
                node_cpu_seconds_total{cpu="0",mode="nice"} 2
                node_cpu_seconds_total{cpu="0",mode="softirq"} 0
                node_cpu_seconds_total{cpu="0",mode="steal"} 0
                node_cpu_seconds_total{cpu="0",mode="system"} 3.01
                node_cpu_seconds_total{cpu="0",mode="user"} 1.01
                """);
    }

    @Test
    void resetsCountersWhenIdleTimeFallsByThreeSeconds() throws IOException {
        MachineCollector collector = collectorAfter("cpu0 500 500 500 1000 0 0 0 0 0 0\n");
        machine.with("proc/stat", "cpu0 1 1 1 701 0 0 0 0 0 0\n");
        assertThat(collector.samples()).contains("mode=\"idle\"} 10\n", "mode=\"user\"} 5\n");
        machine.with("proc/stat", "cpu0 1 1 1 700 0 0 0 0 0 0\n");
        assertThat(collector.samples()).contains("mode=\"idle\"} 7\n", "mode=\"user\"} 0.01\n");
    }

    @Test
    void dropsAnOfflineCpuAndResetsItsCountersWhenItReturns() throws IOException {
        MachineCollector collector = collectorAfter("cpu0 1 1 1 100 0 0 0 0 0 0\ncpu1 500 1 1 100 0 0 0 0 0 0\n");
        machine.with("proc/stat", "cpu0 1 1 1 200 0 0 0 0 0 0\n");
        assertThat(collector.samples()).contains("cpu=\"0\"").doesNotContain("cpu=\"1\"");
        machine.with("proc/stat", "cpu0 1 1 1 300 0 0 0 0 0 0\ncpu1 7 1 1 99 0 0 0 0 0 0\n");
        assertThat(collector.samples())
                .contains("{cpu=\"1\",mode=\"user\"} 0.07\n", "{cpu=\"1\",mode=\"idle\"} 0.99\n");
    }

    @Test
    void matchesCountersByCpuNumberWhenCpusAppearOrDisappear() throws IOException {
        MachineCollector collector = collectorAfter("cpu0 1 1 1 500\ncpu3 1 1 1 500\n");
        machine.with("proc/stat", "cpu0 1 1 1 499\ncpu1 1 1 1 100\ncpu2 1 1 1 200\ncpu3 1 1 1 499\n");
        assertThat(collector.samples())
                .contains(
                        "{cpu=\"0\",mode=\"idle\"} 5\n",
                        "{cpu=\"1\",mode=\"idle\"} 1\n",
                        "{cpu=\"2\",mode=\"idle\"} 2\n",
                        "{cpu=\"3\",mode=\"idle\"} 5\n");
        machine.with("proc/stat", "cpu2 1 1 1 199\ncpu3 1 1 1 501\n");
        assertThat(collector.samples())
                .contains("{cpu=\"2\",mode=\"idle\"} 2\n", "{cpu=\"3\",mode=\"idle\"} 5.01\n")
                .doesNotContain("cpu=\"0\"", "cpu=\"1\"");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/stat: expected a line of a CPU, found none");
        assertLeavesOut("cpu  1 2 3 4\nintr 5\n", "/proc/stat: expected a line of a CPU, found none");
        assertLeavesOut("\0\1\2\n\3", "/proc/stat: expected a line of a CPU, found none");
        assertLeavesOut("cpu0\n", "/proc/stat:1: expected user, nice, system and idle time in \"cpu0\"");
        assertLeavesOut(
                "cpu0 1 2 3 4\ncpu1 1 2 3",
                "/proc/stat:2: expected user, nice, system and idle time in \"cpu1 1 2 3\"");
        assertLeavesOut("cpu0 1 2 x 4", "/proc/stat:1: expected an unsigned number, got \"x\" in \"cpu0 1 2 x 4\"");
        assertLeavesOut("cpu0 1 2 -3 4", "/proc/stat:1: expected an unsigned number, got \"-3\" in \"cpu0 1 2 -3 4\"");
        assertLeavesOut("cpux 1 2 3 4", "/proc/stat:1: expected a whole number, got \"cpux\" in \"cpux 1 2 3 4\"");
    }

    /** A collector that has been scraped once. */
    private MachineCollector collectorAfter(String stat) throws IOException {
        machine.with("proc/stat", stat);
        MachineCollector collector = machine.collector(CpuCollector::declare, "--no-collector.cpu.guest");
        collector.samples();
        return collector;
    }

    private static CpuTimes read(String text) throws IOException {
        CpuTimes times = new CpuTimes();
        times.read(KernelText.of("/proc/stat", text));
        return times;
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/stat", text);
        assertThat(machine.collector(CpuCollector::declare).error()).isEqualTo(folder + message);
    }
}
