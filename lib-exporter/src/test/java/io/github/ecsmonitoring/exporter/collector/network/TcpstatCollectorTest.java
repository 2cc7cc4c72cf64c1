package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.netlink.NetlinkBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpstatCollectorTest {
    @TempDir
    Path folder;

    @Test
    void countsConnectionsByStateAndSumsQueues() throws IOException {
        assertThat(TcpstatCollector.parse(List.of(
                        socket(1, 5, 70).data(),
                        socket(1, 0, 4294967295L).data(),
                        socket(10, 3, 128).data(),
                        socket(6, 0, 0).data(),
                        socket(12, 0, 0).data(),
                        socket(0, 0, 0).data())))
                .isEqualTo(Map.of(
                        "established",
                        2.0,
                        "listen",
                        1.0,
                        "time_wait",
                        1.0,
                        "unknown",
                        2.0,
                        "rx_queued_bytes",
                        8.0,
                        "tx_queued_bytes",
                        4294967493.0));
    }

    @Test
    void showsNothingWithoutConnections() throws IOException {
        assertThat(TcpstatCollector.parse(List.of())).isEmpty();
    }

    @Test
    void findsSocketOfThisMachine() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(server.isBound()).isTrue();
            Machine machine = new Machine(folder).with("proc/net/tcp6", "");
            assertThat(machine.collector(new TcpstatCollector()).page())
                    .startsWith("""
                    # HELP node_tcp_connection_states Number of connection states.
                    # TYPE node_tcp_connection_states gauge
                    """)
                    .containsPattern("node_tcp_connection_states\\{state=\"listen\"} [1-9]")
                    .contains("{state=\"rx_queued_bytes\"}", "{state=\"tx_queued_bytes\"}");
        }
    }

    @Test
    void reportsTruncatedMessages() {
        assertThatThrownBy(() -> TcpstatCollector.parse(
                        List.of(new NetlinkBytes().u8(2, 1, 0, 0).data())))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("test: expected 4 bytes at 56 of 4");
        Damage.netlink(socket(1, 2, 3).toArray(), message -> TcpstatCollector.parse(List.of(message)));
    }

    /** A struct inet_diag_msg. */
    private static NetlinkBytes socket(int state, long received, long sent) {
        return new NetlinkBytes()
                .u8(2, state, 0, 0)
                .raw(new byte[48])
                .u32(0)
                .u32(received, sent)
                .u32(0, 0);
    }
}
