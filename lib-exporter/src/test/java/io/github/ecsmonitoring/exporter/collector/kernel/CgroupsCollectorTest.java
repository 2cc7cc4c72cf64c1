package io.github.ecsmonitoring.exporter.collector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsCollectorTest {
    static final String TEXT = """
            #subsys_name	hierarchy	num_cgroups	enabled
            cpuset	3	1	1
            memory	4	19	1
            net_cls	0	1	0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesControlGroupsByController() throws IOException {
        Machine machine = new Machine(folder).with("proc/cgroups", TEXT);
        assertThat(machine.collector(new CgroupsCollector()).page()).isEqualTo("""
                # HELP node_cgroups_cgroups Current cgroup number of the subsystem.
                # TYPE node_cgroups_cgroups gauge
                node_cgroups_cgroups{subsys_name="cpuset"} 1
                node_cgroups_cgroups{subsys_name="memory"} 19
                node_cgroups_cgroups{subsys_name="net_cls"} 1
                # HELP node_cgroups_enabled Current cgroup number of the subsystem.
                # TYPE node_cgroups_enabled gauge
                node_cgroups_enabled{subsys_name="cpuset"} 1
                node_cgroups_enabled{subsys_name="memory"} 1
                node_cgroups_enabled{subsys_name="net_cls"} 0
                """);
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut(
                "memory\t4\t19\n",
                "/proc/cgroups:1: expected an unsigned number, got the end of the line in \"memory\t4\t19\"");
        assertLeavesOut(
                "#subsys_name\nmemory\t4\tmany\t1",
                "/proc/cgroups:2: expected an unsigned number, got \"many\" in \"memory\t4\tmany\t1\"");
        assertLeavesOut("\n", "/proc/cgroups:1: expected a field, got the end of the line in \"\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/cgroups", text);
        assertThat(machine.collector(new CgroupsCollector()).error()).isEqualTo(folder + message);
    }
}
