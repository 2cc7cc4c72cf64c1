package io.github.ecsmonitoring.exporter.collector.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpQueuesCollectorTest {
    static final String UDP = """
               sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              533: 3600007F:0035 00000000:0000 07 00000000:00000300 00:00000000 00000000   101        0 9461 2 0000000000000000 0
              546: 0100007F:0143 00000000:0000 07 00000a80:00000001 00:00000000 00000000     0        0 9462 2 0000000000000000 7
            """;

    static final String UDP6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              546: 00000000000000000000000001000000:0143 00000000000000000000000000000000:0000 07 00000000:0000000F 00:00000000 00000000     0        0 9463 2 0000000000000000 0
            """;

    @TempDir
    Path folder;

    @Test
    void sumsQueuesByProtocol() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/udp", UDP).with("proc/net/udp6", UDP6);
        assertThat(page(machine)).isEqualTo("""
                # HELP node_udp_queues Number of allocated memory in the kernel for UDP datagrams in bytes.
                # TYPE node_udp_queues gauge
                node_udp_queues{ip="v4",queue="rx"} 769
                node_udp_queues{ip="v4",queue="tx"} 2688
                node_udp_queues{ip="v6",queue="rx"} 15
                node_udp_queues{ip="v6",queue="tx"} 0
                """);
    }

    @Test
    void showsZeroWithoutSocketsAndNothingWithoutProtocol() throws IOException {
        Machine machine = new Machine(folder).with("proc/net/udp", "sl local_address\n");
        assertThat(page(machine)).endsWith("""
                node_udp_queues{ip="v4",queue="rx"} 0
                node_udp_queues{ip="v4",queue="tx"} 0
                """).doesNotContain("v6");
    }

    @Test
    void hasNoDataWithoutBothFiles() {
        assertThatThrownBy(() -> page(new Machine(folder)))
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("no files net/udp and net/udp6 in " + folder + "/proc");
    }

    @Test
    void reportsMissingAndMalformedValues() {
        assertFails("sl\n 0: a b 07\n", "/proc/net/udp:2: expected a field, got the end of the line in \" 0: a b 07\"");
        assertFails(
                "sl\r\n 0: a b 07 1\r\n",
                "/proc/net/udp:2: expected \"tx_queue:rx_queue\", got \"1\" in \" 0: a b 07 1\"");
        assertFails(
                "sl\n 0: a b 07 1:x\n",
                "/proc/net/udp:2: expected two hexadecimal numbers of 64 bits, got \"1:x\" in \" 0: a b 07 1:x\"");
        assertFails(
                "sl\n 0: a b 07 :1\n",
                "/proc/net/udp:2: expected two hexadecimal numbers of 64 bits, got \":1\" in \" 0: a b 07 :1\"");
    }

    private static String page(Machine machine) throws IOException {
        return machine.collector(new UdpQueuesCollector()).page();
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> UdpQueuesCollector.Queues.parse(KernelText.of("/proc/net/udp", text)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
