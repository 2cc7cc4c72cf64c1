package io.github.ecsmonitoring.exporter.collector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlabinfoCollectorTest {
    static final String TEXT = """
            slabinfo - version: 2.1
            # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>
            bio-312               12     13    320   12    1 : tunables    0    0    0 : slabdata      1      1      0
            kmalloc-8k           132    148   8192    4    8 : tunables    0    0    0 : slabdata     37     37      0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesObjectsBySlab() throws IOException {
        Machine machine = new Machine(folder).with("proc/slabinfo", TEXT);
        assertThat(machine.collector(SlabinfoCollector::declare).page()).isEqualTo("""
                # HELP node_slabinfo_active_objects The number of objects that are currently active (i.e., in use).
                # TYPE node_slabinfo_active_objects gauge
                node_slabinfo_active_objects{slab="bio-312"} 12
                node_slabinfo_active_objects{slab="kmalloc-8k"} 132
                # HELP node_slabinfo_object_size_bytes The size of objects in this slab, in bytes.
                # TYPE node_slabinfo_object_size_bytes gauge
                node_slabinfo_object_size_bytes{slab="bio-312"} 320
                node_slabinfo_object_size_bytes{slab="kmalloc-8k"} 8192
                # HELP node_slabinfo_objects The total number of allocated objects (i.e., objects that are both in use and not in use).
                # TYPE node_slabinfo_objects gauge
                node_slabinfo_objects{slab="bio-312"} 13
                node_slabinfo_objects{slab="kmalloc-8k"} 148
                # HELP node_slabinfo_objects_per_slab The number of objects stored in each slab.
                # TYPE node_slabinfo_objects_per_slab gauge
                node_slabinfo_objects_per_slab{slab="bio-312"} 12
                node_slabinfo_objects_per_slab{slab="kmalloc-8k"} 4
                # HELP node_slabinfo_pages_per_slab The number of pages allocated for each slab.
                # TYPE node_slabinfo_pages_per_slab gauge
                node_slabinfo_pages_per_slab{slab="bio-312"} 1
                node_slabinfo_pages_per_slab{slab="kmalloc-8k"} 8
                """);
    }

    @Test
    void filtersByName() throws IOException {
        Machine machine = new Machine(folder).with("proc/slabinfo", TEXT);
        assertThat(machine.collector(SlabinfoCollector::declare, "--collector.slabinfo.slabs-include=^bio")
                        .samples())
                .contains("bio-312")
                .doesNotContain("kmalloc");
        assertThat(machine.collector(SlabinfoCollector::declare, "--collector.slabinfo.slabs-exclude=^bio")
                        .samples())
                .contains("kmalloc-8k")
                .doesNotContain("bio");
        assertThat(machine.collector(
                                SlabinfoCollector::declare,
                                "--collector.slabinfo.slabs-include=8k",
                                "--collector.slabinfo.slabs-exclude=^kmalloc")
                        .samples())
                .isEmpty();
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "slabinfo - version: 2.1\nbio-312 12 13 320\n",
                "/proc/slabinfo:2: expected 16 fields, got 4 in \"bio-312 12 13 320\"");
        assertLeavesOut(
                "bio 1 2 x 4 5 : tunables 0 0 0 : slabdata 1 1 0\r\n",
                "/proc/slabinfo:1: expected an unsigned number, got \"x\" in \"bio 1 2 x 4 5 : tunables 0 0 0 : slabdata 1 1 0\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/slabinfo", text);
        assertThat(machine.collector(SlabinfoCollector::declare).error()).isEqualTo(folder + message);
    }
}
