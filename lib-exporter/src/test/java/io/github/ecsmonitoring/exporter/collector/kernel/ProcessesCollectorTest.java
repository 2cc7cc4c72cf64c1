package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesCollectorTest {
    static final String INIT = """
            1 (systemd) S 0 1 1 0 -1 4194560 9061 94 20 2 3 9 5 1 20 0 1 0 29 109604864 2507 18446744073709551615 1 1 0 0 0 0 6 4 1 0 0 0 17 0 0 0 19 0 0
            """;

    static final String APP = """
            42 (a (b) R 1) D 1 42 42 0 -1 4194560 9061 94 20 2 3 9 5 1 20 0 3 0 29 109604864 2507 18446744073709551615 1 1 0 0 0 0 6 4 1 0 0 0 17 0 0 0 19 0 0
            """;

    static final String THREAD = """
            43 (worker) R 1 42 42 0 -1 4194560 9061 94 20 2 3 9 5 1 20 0 3 0 29 109604864 2507 18446744073709551615 1 1 0 0 0 0 6 4 1 0 0 0 17 0 0 0 19 0 0
            """;

    @TempDir
    Path folder;

    @Test
    void countsProcessesAndThreadsByState() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/sys/kernel/threads-max", "75000\n")
                .with("proc/sys/kernel/pid_max", "4194304\n")
                .with("proc/1/stat", INIT)
                .with("proc/1/task/1/stat", INIT)
                .with("proc/42/stat", APP)
                .with("proc/42/task/42/stat", APP)
                .with("proc/42/task/43/stat", THREAD)
                .with("proc/42/task/44/stat", THREAD)
                .with("proc/loadavg", "0 0 0 1/1 1\n");
        assertThat(page(machine)).isEqualTo("""
                # HELP node_processes_max_processes Number of max PIDs limit
                # TYPE node_processes_max_processes gauge
                node_processes_max_processes 4.194304e+06
                # HELP node_processes_max_threads Limit of threads in the system
                # TYPE node_processes_max_threads gauge
                node_processes_max_threads 75000
                # HELP node_processes_pids Number of PIDs
                # TYPE node_processes_pids gauge
                node_processes_pids 2
                # HELP node_processes_state Number of processes in each state.
                # TYPE node_processes_state gauge
                node_processes_state{state="D"} 1
                node_processes_state{state="S"} 1
                # HELP node_processes_threads Allocated threads in system
                # TYPE node_processes_threads gauge
                node_processes_threads 4
                # HELP node_processes_threads_state Number of threads in each state.
                # TYPE node_processes_threads_state gauge
                node_processes_threads_state{thread_state="D"} 1
                node_processes_threads_state{thread_state="R"} 2
                node_processes_threads_state{thread_state="S"} 1
                """);
    }

    @Test
    void skipsProcessesAndThreadsThatHaveEnded() throws IOException {
        Machine machine = machine().with("proc/1/stat", INIT).with("proc/1/task/1/stat", INIT);
        Files.createDirectories(folder.resolve("proc/2"));
        Files.createDirectories(folder.resolve("proc/1/task/9"));
        assertThat(samples(machine)).isEqualTo("""
                node_processes_max_processes 32768
                node_processes_max_threads 100
                node_processes_pids 1
                node_processes_state{state="S"} 1
                node_processes_threads 1
                node_processes_threads_state{thread_state="S"} 1
                """);
    }

    @Test
    void countsAProcessWithoutThreads() throws IOException {
        assertThat(samples(machine().with("proc/1/stat", INIT)))
                .contains("node_processes_pids 1\n")
                .doesNotContain("thread_state");
    }

    @Test
    void countsTheProcessesOfThisMachine() throws IOException {
        Path proc = Path.of("/proc");
        HostPaths paths = new HostPaths(proc.toString(), "/sys", "/", "/run/udev/data");
        assertThat(new MachineCollector(new ProcessesCollector(), new Host(paths)).samples())
                .containsPattern("(?m)^node_processes_pids [1-9]")
                .containsPattern("(?m)^node_processes_state\\{state=\"[A-Z]\"} [1-9]");
    }

    @Test
    void failsWithoutProcfsAndLeavesOutAMissingLimit() throws IOException {
        assertThatThrownBy(() -> page(new Machine(folder)))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc");
        Machine machine = machine().without("proc/sys/kernel/pid_max");
        assertThat(page(machine)).contains("node_processes_max_threads").doesNotContain("max_processes");
        assertThat(machine.collector(new ProcessesCollector()).error()).isEqualTo(folder + "/proc/sys/kernel/pid_max");
    }

    @Test
    void leavesOutAllCountsForAMalformedStatFile() throws IOException {
        Machine machine = machine().with("proc/7/stat", "7 (sh) S 1 2\n");
        assertThat(page(machine)).contains("node_processes_max_threads").doesNotContain("node_processes_pids");
        assertThat(machine.collector(new ProcessesCollector()).error())
                .isEqualTo(folder
                        + "/proc/7/stat:1: expected a whole number, got the end of the line in \"7 (sh) S 1 2\"");
    }

    @Test
    void rejectsMalformedText() {
        assertFails("", "stat: the file is empty");
        assertFails("7 (sh", "stat:1: expected \"pid (name) state\" in \"7 (sh\"");
        assertFails("7 (sh)", "stat:1: expected a field, got the end of the line in \"7 (sh)\"");
        assertFails(
                "7 (sh) S" + " 1".repeat(16) + " x",
                "stat:1: expected a whole number, got \"x\" in \"7 (sh) S" + " 1".repeat(16) + " x\"");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("proc/sys/kernel/threads-max", "100\n")
                .with("proc/sys/kernel/pid_max", "32768\n");
    }

    private static String page(Machine machine) throws IOException {
        return machine.collector(new ProcessesCollector()).page();
    }

    private static String samples(Machine machine) throws IOException {
        return machine.collector(new ProcessesCollector()).samples();
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> ProcessesCollector.Task.parse(KernelText.of("stat", text)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
