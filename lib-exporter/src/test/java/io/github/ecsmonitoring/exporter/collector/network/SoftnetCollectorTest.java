package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftnetCollectorTest {
    static final String TEXT = """
            00002877 00000001 00000002 00000000 00000000 00000000 00000000 00000000 00000003 00000004 00000005 00000006 00000000 00000000 00000000
            ffffffff 00000000 00000003 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 0000000a 00000000 00000000
            """;

    @TempDir
    Path folder;

    @Test
    void showsPacketsByCpu() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/softnet_stat", TEXT);
        assertThat(machine.collector(new SoftnetCollector()).page()).isEqualTo("""
                # HELP node_softnet_backlog_len Softnet backlog status
                # TYPE node_softnet_backlog_len gauge
                node_softnet_backlog_len{cpu="0"} 6
                node_softnet_backlog_len{cpu="10"} 0
                # HELP node_softnet_cpu_collision_total Number of collision occur while obtaining device lock while transmitting
                # TYPE node_softnet_cpu_collision_total counter
                node_softnet_cpu_collision_total{cpu="0"} 3
                node_softnet_cpu_collision_total{cpu="10"} 0
                # HELP node_softnet_dropped_total Number of dropped packets
                # TYPE node_softnet_dropped_total counter
                node_softnet_dropped_total{cpu="0"} 1
                node_softnet_dropped_total{cpu="10"} 0
                # HELP node_softnet_flow_limit_count_total Number of times flow limit has been reached
                # TYPE node_softnet_flow_limit_count_total counter
                node_softnet_flow_limit_count_total{cpu="0"} 5
                node_softnet_flow_limit_count_total{cpu="10"} 0
                # HELP node_softnet_processed_total Number of processed packets
                # TYPE node_softnet_processed_total counter
                node_softnet_processed_total{cpu="0"} 10359
                node_softnet_processed_total{cpu="10"} 4.294967295e+09
                # HELP node_softnet_received_rps_total Number of times cpu woken up received_rps
                # TYPE node_softnet_received_rps_total counter
                node_softnet_received_rps_total{cpu="0"} 4
                node_softnet_received_rps_total{cpu="10"} 0
                # HELP node_softnet_times_squeezed_total Number of times processing packets ran out of quota
                # TYPE node_softnet_times_squeezed_total counter
                node_softnet_times_squeezed_total{cpu="0"} 2
                node_softnet_times_squeezed_total{cpu="10"} 3
                """);
    }

    @Test
    void countsLinesAndShowsZeroForColumnsThatOldKernelLacks() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/net/softnet_stat", "00000007 0 0 0 0 0 0 0 1\n00000008 0 0 0 0 0 0 0 2\n");
        assertThat(machine.collector(new SoftnetCollector()).samples()).isEqualTo("""
                node_softnet_backlog_len{cpu="0"} 0
                node_softnet_backlog_len{cpu="1"} 0
                node_softnet_cpu_collision_total{cpu="0"} 1
                node_softnet_cpu_collision_total{cpu="1"} 2
                node_softnet_dropped_total{cpu="0"} 0
                node_softnet_dropped_total{cpu="1"} 0
                node_softnet_flow_limit_count_total{cpu="0"} 0
                node_softnet_flow_limit_count_total{cpu="1"} 0
                node_softnet_processed_total{cpu="0"} 7
                node_softnet_processed_total{cpu="1"} 8
                node_softnet_received_rps_total{cpu="0"} 0
                node_softnet_received_rps_total{cpu="1"} 0
                node_softnet_times_squeezed_total{cpu="0"} 0
                node_softnet_times_squeezed_total{cpu="1"} 0
                """);
    }

    @Test
    void leavesOutMissingAndMalformedValues() throws IOException {
        assertLeavesOut("00000007 0 0\n", "softnet_stat:1: expected at least 9 columns, got 3 in \"00000007 0 0\"");
        assertLeavesOut(
                "0 0 0 0 0 0 0 0 -1\r\n",
                "softnet_stat:1: expected a hexadecimal number of 64 bits, got \"-1\" in \"0 0 0 0 0 0 0 0 -1\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/net/softnet_stat", text);
        assertThat(machine.collector(new SoftnetCollector()).error()).isEqualTo(folder + "/proc/net/" + message);
    }
}
