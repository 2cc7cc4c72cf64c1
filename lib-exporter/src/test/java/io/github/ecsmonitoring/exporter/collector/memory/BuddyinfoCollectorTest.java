package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuddyinfoCollectorTest {
    static final String TEXT = """
            Node 0, zone      DMA      0      1      3
            Node 0, zone   Normal   3283  18446744073709551615    129
            Node 1, zone   Normal      7      0      2
            """;

    @TempDir
    Path folder;

    @Test
    void exposesFreeBlocksByNodeZoneAndSize() throws IOException {
        Machine machine = new Machine(folder).with("proc/buddyinfo", TEXT);
        assertThat(machine.collector(new BuddyinfoCollector()).page()).isEqualTo("""
                # HELP node_buddyinfo_blocks Count of free blocks according to size.
                # TYPE node_buddyinfo_blocks gauge
                node_buddyinfo_blocks{node="0",size="0",zone="DMA"} 0
                node_buddyinfo_blocks{node="0",size="0",zone="Normal"} 3283
                node_buddyinfo_blocks{node="0",size="1",zone="DMA"} 1
                node_buddyinfo_blocks{node="0",size="1",zone="Normal"} 1.8446744073709552e+19
                node_buddyinfo_blocks{node="0",size="2",zone="DMA"} 3
                node_buddyinfo_blocks{node="0",size="2",zone="Normal"} 129
                node_buddyinfo_blocks{node="1",size="0",zone="Normal"} 7
                node_buddyinfo_blocks{node="1",size="1",zone="Normal"} 0
                node_buddyinfo_blocks{node="1",size="2",zone="Normal"} 2
                """);
    }

    @Test
    void exposesNothingForAnEmptyFile() throws IOException {
        Machine machine = new Machine(folder).with("proc/buddyinfo", "");
        assertThat(machine.collector(new BuddyinfoCollector()).page()).isEmpty();
    }

    @Test
    void failsWithoutTheFile() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new BuddyinfoCollector()).page())
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/buddyinfo");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "Node 0, zone\n", "/proc/buddyinfo:1: expected a field, got the end of the line in \"Node 0, zone\"");
        assertLeavesOut(
                "Node 0, zone DMA 1 x\r\n",
                "/proc/buddyinfo:1: expected an unsigned number, got \"x\" in \"Node 0, zone DMA 1 x\"");
        assertLeavesOut(
                "Node 0, zone DMA 1 2\nNode 0, zone DMA32 1\n",
                "/proc/buddyinfo:2: expected 2 sizes, got 1 in \"Node 0, zone DMA32 1\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/buddyinfo", text);
        assertThat(machine.collector(new BuddyinfoCollector()).error()).isEqualTo(folder + message);
    }
}
