package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedstatCollectorTest {
    static final String TEXT = """
            version 17
            timestamp 4295190291
            cpu0 0 0 0 0 0 0 98765432109876 1234567890123 7654321
            domain0 MC 3 212499247 210112015 1861015 0 0 0
            cpu1 1 2 3 4 5 6 18446744073709551615 0 1
            domain0 MC 3 217653037 215526982 1577949 0 0 0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesTimeByCpu() throws IOException {
        Machine machine = new Machine(folder).with("proc/schedstat", TEXT);
        assertThat(machine.collector(new SchedstatCollector()).page()).isEqualTo("""
                # HELP node_schedstat_running_seconds_total Number of seconds CPU spent running a process.
                # TYPE node_schedstat_running_seconds_total counter
                node_schedstat_running_seconds_total{cpu="0"} 98765.432109876
                node_schedstat_running_seconds_total{cpu="1"} 1.8446744073709553e+10
                # HELP node_schedstat_timeslices_total Number of timeslices executed by CPU.
                # TYPE node_schedstat_timeslices_total counter
                node_schedstat_timeslices_total{cpu="0"} 7.654321e+06
                node_schedstat_timeslices_total{cpu="1"} 1
                # HELP node_schedstat_waiting_seconds_total Number of seconds spent by processing waiting for this CPU.
                # TYPE node_schedstat_waiting_seconds_total counter
                node_schedstat_waiting_seconds_total{cpu="0"} 1234.567890123
                node_schedstat_waiting_seconds_total{cpu="1"} 0
                """);
    }

    @Test
    void reportsNoDataWithoutTheFile() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new SchedstatCollector()).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("this kernel has no scheduler statistics: no file " + folder + "/proc/schedstat");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "cpu0 0 0 0 0 0 0 1 2\n",
                "/proc/schedstat:1: expected an unsigned number, got the end of the line in \"cpu0 0 0 0 0 0 0 1 2\"");
        assertLeavesOut(
                "version 17\r\ncpux 0\r\n", "/proc/schedstat:2: expected a whole number, got \"cpux\" in \"cpux 0\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/schedstat", text);
        assertThat(machine.collector(new SchedstatCollector()).error()).isEqualTo(folder + message);
    }
}
