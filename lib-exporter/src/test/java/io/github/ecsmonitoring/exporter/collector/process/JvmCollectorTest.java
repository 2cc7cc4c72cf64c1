package io.github.ecsmonitoring.exporter.collector.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesMemoryGarbageCollectionAndThreads() throws IOException {
        Machine machine = new Machine(folder);
        String samples = machine.collector(new JvmCollector()).samples();
        assertThat(samples.lines()
                        .map(line -> line.replaceAll("\\{.*", "").replaceAll(" .*", ""))
                        .distinct()
                        .toList())
                .containsExactly(
                        "jvm_classes_currently_loaded",
                        "jvm_gc_collection_seconds_total",
                        "jvm_gc_collections_total",
                        "jvm_memory_committed_bytes",
                        "jvm_memory_max_bytes",
                        "jvm_memory_used_bytes",
                        "jvm_threads_current",
                        "jvm_threads_daemon");
        assertThat(samples)
                .contains("jvm_memory_used_bytes{area=\"heap\"} ", "jvm_memory_used_bytes{area=\"nonheap\"} ")
                .doesNotContain(" -");
    }
}
