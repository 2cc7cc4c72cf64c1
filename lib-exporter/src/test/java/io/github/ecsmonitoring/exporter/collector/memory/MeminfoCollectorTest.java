package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeminfoCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesFieldsInBytesAndHugePagesAsCounts() throws IOException {
        assertThat(page("""
                MemTotal:       24682416 kB
                MemAvailable:   24137072 kB
                Active(anon):    1048576 kB
                VmallocTotal:   34359738367 kB
                HugePages_Total:       3
                Hugepagesize:       2048 kB
                """)).isEqualTo("""
                # HELP node_memory_Active_anon_bytes Memory information field Active_anon_bytes.
                # TYPE node_memory_Active_anon_bytes gauge
                node_memory_Active_anon_bytes 1.073741824e+09
                # HELP node_memory_HugePages_Total Memory information field HugePages_Total.
                # TYPE node_memory_HugePages_Total gauge
                node_memory_HugePages_Total 3
                # HELP node_memory_Hugepagesize_bytes Memory information field Hugepagesize_bytes.
                # TYPE node_memory_Hugepagesize_bytes gauge
                node_memory_Hugepagesize_bytes 2.097152e+06
                # HELP node_memory_MemAvailable_bytes Memory information field MemAvailable_bytes.
                # TYPE node_memory_MemAvailable_bytes gauge
                node_memory_MemAvailable_bytes 2.4716361728e+10
                # HELP node_memory_MemTotal_bytes Memory information field MemTotal_bytes.
                # TYPE node_memory_MemTotal_bytes gauge
                node_memory_MemTotal_bytes 2.5274793984e+10
                # HELP node_memory_VmallocTotal_bytes Memory information field VmallocTotal_bytes.
                # TYPE node_memory_VmallocTotal_bytes gauge
                node_memory_VmallocTotal_bytes 3.5184372087808e+13
                """);
    }

    @Test
    void omitsFieldsThatNodeExporterDoesNotExpose() throws IOException {
        assertThat(page("""
                MemFree:           1 kB
                FileHugePages:     2 kB
                Balloon:           3 kB
                """)).endsWith("node_memory_MemFree_bytes 1024\n").hasLineCount(3);
    }

    @Test
    void acceptsVariantsOfTheLayout() throws IOException {
        assertThat(page("MemTotal:\t 1 kB\r\n\r\nMemFree: 0 kB\n\nActive(file): 7"))
                .contains(
                        "\nnode_memory_MemTotal_bytes 1024\n",
                        "\nnode_memory_MemFree_bytes 0\n",
                        "\nnode_memory_Active_file_bytes 7\n")
                .hasLineCount(9);
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/meminfo: expected a line \"name: value\", found none");
        assertLeavesOut("\n\n", "/proc/meminfo: expected a line \"name: value\", found none");
        assertLeavesOut(
                "MemTotal: 1 kB\nMemFree:\n",
                "/proc/meminfo:2: expected an unsigned number, got the end of the line in \"MemFree:\"");
        assertLeavesOut("MemTotal: 1 kB\nMemFr", "/proc/meminfo:2: expected \"name: value\" in \"MemFr\"");
        assertLeavesOut(
                "MemTotal: x kB", "/proc/meminfo:1: expected an unsigned number, got \"x\" in \"MemTotal: x kB\"");
        assertLeavesOut(
                "MemTotal: -1 kB", "/proc/meminfo:1: expected an unsigned number, got \"-1\" in \"MemTotal: -1 kB\"");
        assertLeavesOut("MemTotal: 1 MB", "/proc/meminfo:1: expected kB, got \"MB\" in \"MemTotal: 1 MB\"");
        assertLeavesOut("\0\1\2\3", "/proc/meminfo:1: expected \"name: value\" in \"\0\1\2\3\"");
    }

    @Test
    void exposesTheLinesOfATruncatedFile() throws IOException {
        Machine machine = new Machine(folder).with("proc/meminfo", "MemTotal: 1 kB\nMemFree: ");
        assertThat(machine.collector(new MeminfoCollector()).samples()).isEqualTo("node_memory_MemTotal_bytes 1024\n");
        assertThat(machine.collector(new MeminfoCollector()).error())
                .isEqualTo(folder
                        + "/proc/meminfo:2: expected an unsigned number, got the end of the line in \"MemFree: \"");
    }

    private String page(String meminfo) throws IOException {
        Machine machine = new Machine(folder).with("proc/meminfo", meminfo);
        return machine.collector(new MeminfoCollector()).page();
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/meminfo", text);
        assertThat(machine.collector(new MeminfoCollector()).error()).isEqualTo(folder + message);
    }
}
