package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapCollectorTest {
    static final String TEXT = """
            Filename				Type		Size		Used		Priority
            /dev/nvme1n1p2                          partition	4194300		1024		-2
            /var/swap\\040file                      file		9007199254740991	0		100
            """;

    @TempDir
    Path folder;

    @Test
    void exposesSizeUseAndPriority() throws IOException {
        Machine machine = new Machine(folder).with("proc/swaps", TEXT);
        assertThat(machine.collector(new SwapCollector()).page()).isEqualTo("""
                # HELP node_swap_priority Swap device priority.
                # TYPE node_swap_priority gauge
                node_swap_priority{device="/dev/nvme1n1p2",swap_type="partition"} -2
                node_swap_priority{device="/var/swap file",swap_type="file"} 100
                # HELP node_swap_size_bytes Swap device size in bytes.
                # TYPE node_swap_size_bytes gauge
                node_swap_size_bytes{device="/dev/nvme1n1p2",swap_type="partition"} 4.2949632e+09
                node_swap_size_bytes{device="/var/swap file",swap_type="file"} 9.223372036854775e+18
                # HELP node_swap_used_bytes Swap device used in bytes.
                # TYPE node_swap_used_bytes gauge
                node_swap_used_bytes{device="/dev/nvme1n1p2",swap_type="partition"} 1.048576e+06
                node_swap_used_bytes{device="/var/swap file",swap_type="file"} 0
                """);
    }

    @Test
    void exposesNothingWithoutSwap() throws IOException {
        Machine machine = new Machine(folder).with("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
        assertThat(machine.collector(new SwapCollector()).page()).isEmpty();
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "Filename\n/dev/a partition 1 2\n",
                "/proc/swaps:2: expected a whole number, got the end of the line in \"/dev/a partition 1 2\"");
        assertLeavesOut(
                "Filename\r\n/dev/a partition 1 x 3\r\n",
                "/proc/swaps:2: expected an unsigned number, got \"x\" in \"/dev/a partition 1 x 3\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/swaps", text);
        assertThat(machine.collector(new SwapCollector()).error()).isEqualTo(folder + message);
    }
}
