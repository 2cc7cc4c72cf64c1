package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmstatCollectorTest {
    static final String TEXT = """
            nr_free_pages 1906336
            pgpgin 18446744073709551615
            pgpgout 15200172
            pswpin 0
            pgfault 62519433
            pgmajfault 1814
            oom_kill 3
            """;

    @TempDir
    Path folder;

    @Test
    void exposesPagingSwappingFaultsAndKillsByDefault() throws IOException {
        Machine machine = new Machine(folder).with("proc/vmstat", TEXT);
        assertThat(machine.collector(VmstatCollector::declare).page()).isEqualTo("""
                # HELP node_vmstat_oom_kill /proc/vmstat information field oom_kill.
                # TYPE node_vmstat_oom_kill untyped
                node_vmstat_oom_kill 3
                # HELP node_vmstat_pgfault /proc/vmstat information field pgfault.
                # TYPE node_vmstat_pgfault untyped
                node_vmstat_pgfault 6.2519433e+07
                # HELP node_vmstat_pgmajfault /proc/vmstat information field pgmajfault.
                # TYPE node_vmstat_pgmajfault untyped
                node_vmstat_pgmajfault 1814
                # HELP node_vmstat_pgpgin /proc/vmstat information field pgpgin.
                # TYPE node_vmstat_pgpgin untyped
                node_vmstat_pgpgin 1.8446744073709552e+19
                # HELP node_vmstat_pgpgout /proc/vmstat information field pgpgout.
                # TYPE node_vmstat_pgpgout untyped
                node_vmstat_pgpgout 1.5200172e+07
                # HELP node_vmstat_pswpin /proc/vmstat information field pswpin.
                # TYPE node_vmstat_pswpin untyped
                node_vmstat_pswpin 0
                """);
    }

    @Test
    void exposesFieldsThatTheExpressionMatches() throws IOException {
        Machine machine = new Machine(folder).with("proc/vmstat", TEXT);
        assertThat(machine.collector(VmstatCollector::declare, "--collector.vmstat.fields=^nr_|kill$")
                        .samples())
                .isEqualTo("""
                node_vmstat_nr_free_pages 1.906336e+06
                node_vmstat_oom_kill 3
                """);
        assertThat(machine.collector(VmstatCollector::declare, "--collector.vmstat.fields=")
                        .samples())
                .hasLineCount(7);
    }

    @Test
    void rejectsAMalformedExpression() {
        assertThatThrownBy(() -> new Machine(folder).collector(VmstatCollector::declare, "--collector.vmstat.fields=("))
                .isInstanceOf(FlagException.class)
                .hasMessageContaining("--collector.vmstat.fields");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "pgpgin 1\npgpgout\n",
                "/proc/vmstat:2: expected an unsigned number, got the end of the line in \"pgpgout\"");
        assertLeavesOut("pgpgin -1\r\n", "/proc/vmstat:1: expected an unsigned number, got \"-1\" in \"pgpgin -1\"");
        assertLeavesOut("\n", "/proc/vmstat:1: expected a field, got the end of the line in \"\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/vmstat", text);
        assertThat(machine.collector(VmstatCollector::declare).error()).isEqualTo(folder + message);
    }
}
