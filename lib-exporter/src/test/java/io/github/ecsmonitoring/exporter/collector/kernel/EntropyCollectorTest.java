package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntropyCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesTheEntropyPool() throws IOException {
        Machine machine = new Machine(folder)
                .with("proc/sys/kernel/random/entropy_avail", "255\n")
                .with("proc/sys/kernel/random/poolsize", "256\n");
        assertThat(machine.collector(new EntropyCollector()).page()).isEqualTo("""
                # HELP node_entropy_available_bits Bits of available entropy.
                # TYPE node_entropy_available_bits gauge
                node_entropy_available_bits 255
                # HELP node_entropy_pool_size_bits Bits of entropy pool.
                # TYPE node_entropy_pool_size_bits gauge
                node_entropy_pool_size_bits 256
                """);
    }

    @Test
    void failsWithoutTheFiles() {
        Machine machine = new Machine(folder);
        assertThatThrownBy(() -> machine.collector(new EntropyCollector()).page())
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + "/proc/sys/kernel/random/entropy_avail");
    }

    @Test
    void rejectsTextThatIsNotANumber() throws IOException {
        Machine machine = new Machine(folder).with("proc/sys/kernel/random/entropy_avail", "many\r\n");
        assertThatThrownBy(() -> machine.collector(new EntropyCollector()).page())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(folder + "/proc/sys/kernel/random/entropy_avail: expected a whole number, got \"many\"");
    }
}
