package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressureCollectorTest {
    static final String CPU = """
            some avg10=74.82 avg60=53.05 avg300=35.49 total=631993512
            full avg10=0.00 avg60=0.00 avg300=0.00 total=0
            """;

    static final String IO = """
            some avg10=0.26 avg60=0.20 avg300=0.28 total=45989986
            full avg10=0.14 avg60=0.04 avg300=0.11 total=37634736
            """;

    static final String MEMORY = """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=18446744073709551615
            full avg10=0.00 avg60=0.00 avg300=0.00 total=1
            """;

    static final String IRQ = """
            full avg10=0.00 avg60=0.00 avg300=0.00 total=8494
            """;

    @TempDir
    Path folder;

    @Test
    void exposesSecondsByResource() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/pressure/cpu", CPU)
                .with("proc/pressure/io", IO)
                .with("proc/pressure/memory", MEMORY)
                .with("proc/pressure/irq", IRQ);
        assertThat(page(machine)).isEqualTo("""
                # HELP node_pressure_cpu_waiting_seconds_total Total time in seconds that processes have waited for CPU time
                # TYPE node_pressure_cpu_waiting_seconds_total counter
                node_pressure_cpu_waiting_seconds_total 631.993512
                # HELP node_pressure_io_stalled_seconds_total Total time in seconds no process could make progress due to IO congestion
                # TYPE node_pressure_io_stalled_seconds_total counter
                node_pressure_io_stalled_seconds_total 37.634736
                # HELP node_pressure_io_waiting_seconds_total Total time in seconds that processes have waited due to IO congestion
                # TYPE node_pressure_io_waiting_seconds_total counter
                node_pressure_io_waiting_seconds_total 45.989985999999995
                # HELP node_pressure_irq_stalled_seconds_total Total time in seconds no process could make progress due to IRQ congestion
                # TYPE node_pressure_irq_stalled_seconds_total counter
                node_pressure_irq_stalled_seconds_total 0.008494
                # HELP node_pressure_memory_stalled_seconds_total Total time in seconds no process could make progress due to memory congestion
                # TYPE node_pressure_memory_stalled_seconds_total counter
                node_pressure_memory_stalled_seconds_total 1e-06
                # HELP node_pressure_memory_waiting_seconds_total Total time in seconds that processes have waited for memory
                # TYPE node_pressure_memory_waiting_seconds_total counter
                node_pressure_memory_waiting_seconds_total 1.844674407370955e+13
                """);
    }

    @Test
    void omitsResourcesThatAnOlderKernelDoesNotReport() throws IOException {
        Machine machine = new Machine(folder).with("proc/pressure/cpu", CPU);
        assertThat(page(machine))
                .endsWith("node_pressure_cpu_waiting_seconds_total 631.993512\n")
                .hasLineCount(3);
    }

    @Test
    void readsCpuPressureWithoutTheLineFull() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=7\r\nnew line\r\n");
        assertThat(page(machine)).endsWith("node_pressure_cpu_waiting_seconds_total 7e-06\n");
    }

    @Test
    void reportsNoDataWithoutPressureFiles() {
        assertHasNoData(
                new Machine(folder),
                "this kernel has no pressure stall information: no files in " + folder + "/proc/pressure");
    }

    @Test
    void reportsNoDataWhenPressureIsDisabled() throws IOException {
        Optional<Path> unsupported = unsupported();
        assumeTrue(
                unsupported.isPresent(),
                "needs a file whose read fails with EOPNOTSUPP, as those of pressure do with psi=0");
        Machine machine = new Machine(folder).with("proc/pressure/readme", "");
        Files.createSymbolicLink(folder.resolve("proc/pressure/cpu"), unsupported.get());
        assertHasNoData(machine, "pressure stall information is disabled: the boot parameter psi=1 enables it");
        machine.without("proc/pressure/cpu");
    }

    @Test
    void reportsNoDataWhenALineIsMissing() throws IOException {
        assertHasNoData(
                new Machine(folder).with("proc/pressure/cpu", ""),
                "pressure/cpu has no line for node_pressure_cpu_waiting_seconds_total");
        Machine machine = new Machine(folder).with("proc/pressure/cpu", CPU).with("proc/pressure/io", "some total=1\n");
        assertThat(machine.collector(new PressureCollector()).samples())
                .contains("node_pressure_cpu_waiting_seconds_total", "node_pressure_io_waiting_seconds_total 1e-06\n");
        assertThat(machine.collector(new PressureCollector()).error())
                .isEqualTo("pressure/io has no line for node_pressure_io_stalled_seconds_total");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("some avg10=0.00 avg60", "cpu:1: expected \"total=microseconds\" in \"some avg10=0.00 avg60\"");
        assertLeavesOut(
                "full total=0\nsome total=",
                "cpu:2: expected an unsigned number, got the end of the line in \"some total=\"");
        assertLeavesOut("some total=1.5", "cpu:1: expected an unsigned number, got \"1.5\" in \"some total=1.5\"");
    }

    /** A file whose read fails with EOPNOTSUPP, like that of a network device without a port name. */
    private static Optional<Path> unsupported() throws IOException {
        try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
            return devices.map(device -> device.resolve("phys_port_name"))
                    .filter(PressureCollectorTest::isUnsupported)
                    .findFirst();
        }
    }

    private static boolean isUnsupported(Path file) {
        try {
            Files.readString(file);
            return false;
        } catch (IOException e) {
            return e.getMessage().endsWith("ot supported");
        }
    }

    private static String page(Machine machine) throws IOException {
        return machine.collector(new PressureCollector()).page();
    }

    private static void assertHasNoData(Machine machine, String message) {
        assertThatThrownBy(() -> page(machine))
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage(message);
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/pressure/cpu", text);
        assertThat(machine.collector(new PressureCollector()).error()).isEqualTo(folder + "/proc/pressure/" + message);
    }
}
