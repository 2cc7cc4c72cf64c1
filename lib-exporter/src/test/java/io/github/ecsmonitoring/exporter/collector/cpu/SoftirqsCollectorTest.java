package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftirqsCollectorTest {
    static final String TEXT = """
                                CPU0       CPU1
                      HI:          0          1
                   TIMER:      83041      74679
                  NET_TX:          6         14
                  NET_RX:      44163      48110
                   BLOCK:          0     352259
                IRQ_POLL:          2          3
                 TASKLET:       1683        219
                   SCHED:     135934     142368
                 HRTIMER:        162        122
                     RCU:     152617 18446744073709551615
                  FUTURE:          1          1
            """;

    @TempDir
    Path folder;

    @Test
    void exposesSoftirqsByTypeAndCpu() throws IOException {
        Machine machine = new Machine(folder).with("proc/softirqs", TEXT);
        assertThat(machine.collector(new SoftirqsCollector()).page()).isEqualTo("""
                # HELP node_softirqs_functions_total Softirq counts per CPU.
                # TYPE node_softirqs_functions_total counter
                node_softirqs_functions_total{cpu="0",type="BLOCK"} 0
                node_softirqs_functions_total{cpu="0",type="HI"} 0
                node_softirqs_functions_total{cpu="0",type="HRTIMER"} 162
                node_softirqs_functions_total{cpu="0",type="IRQ_POLL"} 2
                node_softirqs_functions_total{cpu="0",type="NET_RX"} 44163
                node_softirqs_functions_total{cpu="0",type="NET_TX"} 6
                node_softirqs_functions_total{cpu="0",type="RCU"} 152617
                node_softirqs_functions_total{cpu="0",type="SCHED"} 135934
                node_softirqs_functions_total{cpu="0",type="TASKLET"} 1683
                node_softirqs_functions_total{cpu="0",type="TIMER"} 83041
                node_softirqs_functions_total{cpu="1",type="BLOCK"} 352259
                node_softirqs_functions_total{cpu="1",type="HI"} 1
                node_softirqs_functions_total{cpu="1",type="HRTIMER"} 122
                node_softirqs_functions_total{cpu="1",type="IRQ_POLL"} 3
                node_softirqs_functions_total{cpu="1",type="NET_RX"} 48110
                node_softirqs_functions_total{cpu="1",type="NET_TX"} 14
                node_softirqs_functions_total{cpu="1",type="RCU"} 1.8446744073709552e+19
                node_softirqs_functions_total{cpu="1",type="SCHED"} 142368
                node_softirqs_functions_total{cpu="1",type="TASKLET"} 219
                node_softirqs_functions_total{cpu="1",type="TIMER"} 74679
                """);
    }

    @Test
    void skipsLinesWithoutCounts() throws IOException {
        Machine machine = new Machine(folder).with("proc/softirqs", "CPU0\nHI:\n\nTIMER\nRCU: 7\n");
        assertThat(machine.collector(new SoftirqsCollector()).samples())
                .isEqualTo("node_softirqs_functions_total{cpu=\"0\",type=\"RCU\"} 7\n");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/softirqs: the file is empty");
        assertLeavesOut("CPU0\r\nHI: x\r\n", "/proc/softirqs:2: expected an unsigned number, got \"x\" in \"HI: x\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/softirqs", text);
        assertThat(machine.collector(new SoftirqsCollector()).error()).isEqualTo(folder + message);
    }
}
