package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelHungCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesTheNumberOfHungTasks() throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/kernel/hung_task_detect_count", "18446744073709551615\n");
        assertThat(machine.collector(new KernelHungCollector()).page()).isEqualTo("""
                # HELP node_kernel_hung_tasks_total Total number of tasks that have been detected as hung since the system booted.
                # TYPE node_kernel_hung_tasks_total counter
                node_kernel_hung_tasks_total 1.8446744073709552e+19
                """);
    }

    @Test
    void reportsNoDataOnAnOlderKernel() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new KernelHungCollector()).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("this kernel does not count hung tasks: no file " + folder
                        + "/proc/sys/kernel/hung_task_detect_count");
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/kernel/hung_task_detect_count", "");
        assertThatThrownBy(() -> machine.collector(new KernelHungCollector()).page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/proc/sys/kernel/hung_task_detect_count: expected a whole number, got \"\"");
    }
}
