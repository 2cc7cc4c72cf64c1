package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeminfoNumaCollectorTest {
    private static final String NODE = "sys/devices/system/node/node0/";

    static final String MEMINFO_0 = """
            Node 0 MemTotal:       10707524 kB
            Node 0 Active(anon):       1592 kB
            Node 0 HugePages_Total:     3

            """;

    static final String NUMASTAT_0 = """
            numa_hit 32647636
            other_node 18446744073709551615
            """;

    static final String MEMINFO_1 = """
            Node 1 MemTotal:       134217728 kB
            """;

    static final String NUMASTAT_1 = """
            numa_hit 0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesMemoryAndAllocationsByNode() throws IOException {
        Machine machine = new Machine(folder)
                .with("sys/devices/system/node/node0/meminfo", MEMINFO_0)
                .with("sys/devices/system/node/node0/numastat", NUMASTAT_0)
                .with("sys/devices/system/node/node12/meminfo", MEMINFO_1)
                .with("sys/devices/system/node/node12/numastat", NUMASTAT_1)
                .with("sys/devices/system/node/possible", "0-12\n");
        assertThat(machine.collector(new MeminfoNumaCollector()).page()).isEqualTo("""
                # HELP node_memory_numa_Active_anon Memory information field Active_anon.
                # TYPE node_memory_numa_Active_anon gauge
                node_memory_numa_Active_anon{node="0"} 1.630208e+06
                # HELP node_memory_numa_HugePages_Total Memory information field HugePages_Total.
                # TYPE node_memory_numa_HugePages_Total gauge
                node_memory_numa_HugePages_Total{node="0"} 3
                # HELP node_memory_numa_MemTotal Memory information field MemTotal.
                # TYPE node_memory_numa_MemTotal gauge
                node_memory_numa_MemTotal{node="0"} 1.0964504576e+10
                node_memory_numa_MemTotal{node="1"} 1.37438953472e+11
                # HELP node_memory_numa_numa_hit_total Memory information field numa_hit_total.
                # TYPE node_memory_numa_numa_hit_total counter
                node_memory_numa_numa_hit_total{node="0"} 3.2647636e+07
                node_memory_numa_numa_hit_total{node="12"} 0
                # HELP node_memory_numa_other_node_total Memory information field other_node_total.
                # TYPE node_memory_numa_other_node_total counter
                node_memory_numa_other_node_total{node="0"} 1.8446744073709552e+19
                """);
    }

    @Test
    void exposesNothingWithoutNuma() throws IOException {
        Machine machine = new Machine(folder);
        assertThat(machine.collector(new MeminfoNumaCollector()).page()).isEmpty();
    }

    @Test
    void leavesOutTheFileThatANodeLacks() throws IOException {
        Machine machine = new Machine(folder).with("sys/devices/system/node/node0/meminfo", MEMINFO_0);
        assertThat(machine.collector(new MeminfoNumaCollector()).samples()).contains("node_memory_numa_MemTotal");
        assertThat(machine.collector(new MeminfoNumaCollector()).error())
                .isEqualTo(folder + "/sys/devices/system/node/node0/numastat");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "Node 0 MemTotal:",
                "meminfo:1: expected an unsigned number, got the end of the line in \"Node 0 MemTotal:\"");
        assertLeavesOut(
                "\r\nNode 0 MemTotal: 1 MB\r\n", "meminfo:2: expected kB, got \"MB\" in \"Node 0 MemTotal: 1 MB\"");
        assertLeavesOut("Node", "meminfo:1: expected a field, got the end of the line in \"Node\"");
        Machine machine = new Machine(folder)
                .with(NODE + "meminfo", "Node 0 MemFree: 1 kB\n")
                .with(NODE + "numastat", "numa_hit 1\nnuma_miss -1");
        assertThat(machine.collector(new MeminfoNumaCollector()).error())
                .isEqualTo(folder + "/" + NODE
                        + "numastat:2: expected an unsigned number, got \"-1\" in \"numa_miss -1\"");
    }

    private MeminfoNumaCollector collector() {
        return new MeminfoNumaCollector();
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with(NODE + "meminfo", text).with(NODE + "numastat", "numa_hit 1\n");
        assertThat(machine.collector(new MeminfoNumaCollector()).error()).isEqualTo(folder + "/" + NODE + message);
    }
}
