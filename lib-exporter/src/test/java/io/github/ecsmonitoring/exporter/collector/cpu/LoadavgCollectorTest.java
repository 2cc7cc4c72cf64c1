package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.LoadavgCollector.Loadavg;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadavgCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesLoadAverages() throws IOException {
        Machine machine = new Machine(folder).with("proc/loadavg", "1.30 1.85 0.02 1/111 24100\n");
        assertThat(machine.collector(new LoadavgCollector()).page()).isEqualTo("""
                # HELP node_load1 1m load average.
                # TYPE node_load1 gauge
                node_load1 1.3
                # HELP node_load15 15m load average.
                # TYPE node_load15 gauge
                node_load15 0.02
                # HELP node_load5 5m load average.
                # TYPE node_load5 gauge
                node_load5 1.85
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.30 1.85 0.02", "1.30 1.85 0.02\r\n", "1.30\t1.85  0.02 1/111 24100 more\n"})
    void acceptsVariantsOfTheLayout(String text) throws IOException {
        assertThat(Loadavg.parse(KernelText.of("/proc/loadavg", text))).isEqualTo(new Loadavg(1.3, 1.85, 0.02));
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/loadavg: the file is empty");
        assertLeavesOut("\n", "/proc/loadavg:1: expected a number, got the end of the line in \"\"");
        assertLeavesOut("1.30 1.85\n", "/proc/loadavg:1: expected a number, got the end of the line in \"1.30 1.85\"");
        assertLeavesOut("0.1 x 2\r\n", "/proc/loadavg:1: expected a number, got \"x\" in \"0.1 x 2\"");
        assertLeavesOut("0.1 NaN 2", "/proc/loadavg:1: expected a number, got \"NaN\" in \"0.1 NaN 2\"");
        assertLeavesOut("0.1 0.2 \0\1", "/proc/loadavg:1: expected a number, got \"\0\1\" in \"0.1 0.2 \0\1\"");
    }

    @Test
    void failsForBinaryDataAndWithoutTheFile() throws IOException {
        Machine machine = new Machine(folder).with("proc/loadavg", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'a'});
        MachineCollector collector = machine.collector(new LoadavgCollector());
        String shown = new String(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'a'}, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> collector.page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/proc/loadavg:1: expected a number, got \"" + shown + "\" in \"" + shown + "\"");
        machine.without("proc/loadavg");
        assertThatThrownBy(() -> collector.page())
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/loadavg");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/loadavg", text);
        assertThat(machine.collector(new LoadavgCollector()).error()).isEqualTo(folder + message);
    }
}
