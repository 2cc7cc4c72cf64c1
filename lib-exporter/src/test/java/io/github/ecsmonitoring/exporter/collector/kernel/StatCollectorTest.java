package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatCollectorTest {
    static final String TEXT = """
            cpu  100366 197455 47685 285958 5640 0 1230 5193 0 0
            cpu0 51191 96931 21938 148399 783 0 122 2464 0 0
            intr 5037035 0 0 7 16
            ctxt 18446744073709551615
            btime 1795365856
            processes 47225
            procs_running 7
            procs_blocked 1
            softirq 1208643 11 157721 20 92273 352259 12 1902 278303 284 325881
            """;

    @TempDir
    Path folder;

    @Test
    void exposesKernelCounters() throws IOException {
        Machine machine = new Machine(folder).with("proc/stat", TEXT);
        assertThat(machine.collector(StatCollector::declare).page()).isEqualTo("""
                # HELP node_boot_time_seconds Node boot time, in unixtime.
                # TYPE node_boot_time_seconds gauge
                node_boot_time_seconds 1.795365856e+09
                # HELP node_context_switches_total Total number of context switches.
                # TYPE node_context_switches_total counter
                node_context_switches_total 1.8446744073709552e+19
                # HELP node_forks_total Total number of forks.
                # TYPE node_forks_total counter
                node_forks_total 47225
                # HELP node_intr_total Total number of interrupts serviced.
                # TYPE node_intr_total counter
                node_intr_total 5.037035e+06
                # HELP node_procs_blocked Number of processes blocked waiting for I/O to complete.
                # TYPE node_procs_blocked gauge
                node_procs_blocked 1
                # HELP node_procs_running Number of processes in runnable state.
                # TYPE node_procs_running gauge
                node_procs_running 7
                """);
    }

    @Test
    void exposesSoftInterruptsByVectorWhenEnabled() throws IOException {
        Machine machine = new Machine(folder).with("proc/stat", TEXT);
        assertThat(machine.collector(StatCollector::declare, "--collector.stat.softirq")
                        .page())
                .isEqualTo(machine.collector(StatCollector::declare).page() + """
                # HELP node_softirqs_total Number of softirq calls.
                # TYPE node_softirqs_total counter
                node_softirqs_total{vector="block"} 352259
                node_softirqs_total{vector="block_iopoll"} 12
                node_softirqs_total{vector="hi"} 11
                node_softirqs_total{vector="hrtimer"} 284
                node_softirqs_total{vector="net_rx"} 92273
                node_softirqs_total{vector="net_tx"} 20
                node_softirqs_total{vector="rcu"} 325881
                node_softirqs_total{vector="sched"} 278303
                node_softirqs_total{vector="tasklet"} 1902
                node_softirqs_total{vector="timer"} 157721
                """);
    }

    @Test
    void omitsMetricsOfMissingLines() throws IOException {
        Machine machine = new Machine(folder).with("proc/stat", "ctxt 7\r\n");
        assertThat(machine.collector(StatCollector::declare, "--collector.stat.softirq")
                        .samples())
                .isEqualTo("node_context_switches_total 7\n");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/stat: expected a line \"ctxt number\" or similar, found none");
        assertLeavesOut(
                "cpu 1 2\nctxt\n", "/proc/stat:2: expected an unsigned number, got the end of the line in \"ctxt\"");
        assertLeavesOut("btime x", "/proc/stat:1: expected an unsigned number, got \"x\" in \"btime x\"");
        assertLeavesOut(
                "softirq 1 2", "/proc/stat:1: expected an unsigned number, got the end of the line in \"softirq 1 2\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/stat", text);
        assertThat(machine.collector(StatCollector::declare, "--collector.stat.softirq")
                        .error())
                .isEqualTo(folder + message);
    }
}
