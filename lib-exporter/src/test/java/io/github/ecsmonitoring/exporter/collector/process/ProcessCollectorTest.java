package io.github.ecsmonitoring.exporter.collector.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCollectorTest {
    private static final String STAT =
            "4711 (java (x) y) S 1 4711 4711 0 -1 4194560 9000 0 12 0 250 150 0 0 20 0 17 0 100000 2147483648 15000 "
                    + "18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    @TempDir
    Path folder;

    @Test
    void exposesTheStandardProcessMetrics() throws IOException {
        new Machine(folder)
                .with("self/stat", STAT)
                .with("self/fd/0", "")
                .with("self/fd/1", "")
                .with("self/fd/2", "")
                .with("self/limits", """
                        Limit                     Soft Limit           Hard Limit           Units
                        Max address space         unlimited            unlimited            bytes
                        Max open files            1024                 524288               files
                        """)
                .with("self/net/netstat", """
                        TcpExt: SyncookiesSent SyncookiesRecv
                        TcpExt: 1 2
                        IpExt: InNoRoutes InOctets OutOctets
                        IpExt: 3 1000 2000
                        """)
                .with("stat", "cpu 1 2 3\nbtime 1700000000\n");
        assertThat(new Machine(folder)
                        .collector(new ProcessCollector(folder.toString()))
                        .samples())
                .isEqualTo("""
                process_cpu_seconds_total 4
                process_max_fds 1024
                process_network_receive_bytes_total 1000
                process_network_transmit_bytes_total 2000
                process_open_fds 3
                process_resident_memory_bytes 6.144e+07
                process_start_time_seconds 1.700001e+09
                process_virtual_memory_bytes 2.147483648e+09
                process_virtual_memory_max_bytes 1.8446744073709552e+19
                """);
    }

    @Test
    void readsThisProcess() throws IOException {
        assertThat(new Machine(folder)
                        .collector(new ProcessCollector())
                        .samples()
                        .lines())
                .hasSize(9);
    }

    @Test
    void rejectsMalformedText() {
        assertThatThrownBy(() -> ProcessCollector.Stat.parse(KernelText.of("/proc/self/stat", "4711 java S 1\n")))
                .hasMessage("/proc/self/stat:1: expected a command's name in parentheses in \"4711 java S 1\"");
        assertThatThrownBy(() -> ProcessCollector.Stat.parse(KernelText.of("/proc/self/stat", "4711 (java) S 1 2\n")))
                .hasMessage("/proc/self/stat:1: expected a field, got the end of the line in \"4711 (java) S 1 2\"");
    }
}
