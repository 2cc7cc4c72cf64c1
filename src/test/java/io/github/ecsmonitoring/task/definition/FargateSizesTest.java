package io.github.ecsmonitoring.task.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizesTest {
    @ParameterizedTest(name = "{0} units and {1} MiB: {2} and {3}")
    @CsvSource({
        "0, 0, 256, 512",
        "256, 512, 256, 512",
        "256, 513, 256, 1024",
        "256, 1025, 256, 2048",
        "256, 2049, 512, 3072",
        "257, 512, 512, 1024",
        "512, 4097, 1024, 5120",
        "1024, 8193, 2048, 9216",
        "2048, 16385, 4096, 17408",
        "4096, 30721, 8192, 32768",
        "8192, 61441, 16384, 65536",
        "8193, 0, 16384, 32768",
        "8192, 16385, 8192, 20480",
        "16384, 122880, 16384, 122880",
    })
    void findsTheLeastCpuThenTheLeastMemory(int cpu, int memory, int nextCpu, int nextMemory) {
        assertThat(FargateSizes.smallest(new TaskSize(cpu, memory))).contains(new TaskSize(nextCpu, nextMemory));
    }

    @ParameterizedTest
    @CsvSource({"16385, 0", "0, 122881"})
    void isEmptyBeyondTheLargestSize(int cpu, int memory) {
        assertThat(FargateSizes.smallest(new TaskSize(cpu, memory))).isEmpty();
    }
}
