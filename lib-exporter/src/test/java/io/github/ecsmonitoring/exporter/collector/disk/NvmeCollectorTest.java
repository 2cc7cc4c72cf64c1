package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvmeCollectorTest {
    private static final String CONTROLLER = "firmware_rev: f\nmodel: m\nserial: s\nstate: live\ncntlid: c\n";

    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesAControllerAndItsNamespaces() throws IOException {
        machine.with("sys/class/nvme/nvme0", """
                        firmware_rev: 1.0
                        model: Amazon Elastic Block Store
                        serial: vol0123456789abcdef0
                        state: live
                        cntlid: 0
                        nvme0n1/nuse: 16777216
                        nvme0n1/size: 4194304
                        nvme0n1/queue/logical_block_size: 512
                        nvme0n1/ana_state: optimized
                        nvme0n12/nuse: 0
                        nvme0n12/size: 18446744073709551615
                        nvme0n12/queue/logical_block_size: 4096
                        nvme0c0n1/size: 5
                        ng0n1/dev: 241:0
                        hwmon1/name: nvme
                        power/control: auto
                        """);
        assertThat(machine.page(new NvmeCollector())).isEqualTo("""
                # HELP node_nvme_info Non-numeric data from /sys/class/nvme/<device>, value is always 1.
                # TYPE node_nvme_info gauge
                node_nvme_info{cntlid="0",device="nvme0",firmware_revision="1.0",model="Amazon Elastic Block Store",\
                serial="vol0123456789abcdef0",state="live"} 1
                # HELP node_nvme_namespace_capacity_bytes Capacity of the NVMe namespace in bytes. Computed as namespace_size * \
                namespace_logical_block_size
                # TYPE node_nvme_namespace_capacity_bytes gauge
                node_nvme_namespace_capacity_bytes{device="nvme0",nsid="1"} 2.147483648e+09
                node_nvme_namespace_capacity_bytes{device="nvme0",nsid="12"} 1.8446744073709548e+19
                # HELP node_nvme_namespace_info Information about NVMe namespaces. Value is always 1
                # TYPE node_nvme_namespace_info gauge
                node_nvme_namespace_info{ana_state="optimized",device="nvme0",nsid="1"} 1
                node_nvme_namespace_info{ana_state="unknown",device="nvme0",nsid="12"} 1
                # HELP node_nvme_namespace_logical_block_size_bytes Logical block size of the NVMe namespace in bytes. Usually 4Kb. \
                Available in /sys/class/nvme/<device>/<namespace>/queue/logical_block_size
                # TYPE node_nvme_namespace_logical_block_size_bytes gauge
                node_nvme_namespace_logical_block_size_bytes{device="nvme0",nsid="1"} 512
                node_nvme_namespace_logical_block_size_bytes{device="nvme0",nsid="12"} 4096
                # HELP node_nvme_namespace_size_bytes Size of the NVMe namespace in bytes. Available in \
                /sys/class/nvme/<device>/<namespace>/size
                # TYPE node_nvme_namespace_size_bytes gauge
                node_nvme_namespace_size_bytes{device="nvme0",nsid="1"} 2.147483648e+09
                node_nvme_namespace_size_bytes{device="nvme0",nsid="12"} 1.8446744073709548e+19
                # HELP node_nvme_namespace_used_bytes Used space of the NVMe namespace in bytes. Available in \
                /sys/class/nvme/<device>/<namespace>/nuse
                # TYPE node_nvme_namespace_used_bytes gauge
                node_nvme_namespace_used_bytes{device="nvme0",nsid="1"} 8.589934592e+09
                node_nvme_namespace_used_bytes{device="nvme0",nsid="12"} 0
                """);
    }

    @Test
    void exposesSizesWithoutUsageOnKernelsBefore68() throws IOException {
        machine.with("sys/class/nvme/nvme1", CONTROLLER + """
                nvme1n1/size: 100
                nvme1n1/queue/logical_block_size: 512
                nvme1n2/size: 100
                """);
        assertThat(machine.samples(new NvmeCollector())).isEqualTo("""
                node_nvme_info{cntlid="c",device="nvme1",firmware_revision="f",model="m",serial="s",state="live"} 1
                node_nvme_namespace_capacity_bytes{device="nvme1",nsid="1"} 51200
                node_nvme_namespace_info{ana_state="unknown",device="nvme1",nsid="1"} 1
                node_nvme_namespace_info{ana_state="unknown",device="nvme1",nsid="2"} 1
                node_nvme_namespace_logical_block_size_bytes{device="nvme1",nsid="1"} 512
                node_nvme_namespace_size_bytes{device="nvme1",nsid="1"} 51200
                """);
    }

    @Test
    void hasNoDataWithoutTheClassAndEmptyLabelsWithoutFiles() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/nvme");
        machine.with("sys/class/nvme/nvme0", "model: x");
        assertThat(page())
                .contains(
                        "node_nvme_info{cntlid=\"\",device=\"nvme0\",firmware_revision=\"\",model=\"x\",serial=\"\",state=\"\"} 1");
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        for (String damaged : new String[] {"", "-1", "0x10", "18446744073709551616"}) {
            machine.with("sys/class/nvme/nvme0", CONTROLLER + "nvme0n1/size: " + damaged);
            assertThat(machine.error(new NvmeCollector()))
                    .isEqualTo(
                            "…/sys/class/nvme/nvme0/nvme0n1/size: expected an unsigned number, got \"" + damaged + '"');
            assertThat(page()).contains("node_nvme_namespace_info").doesNotContain("size_bytes{device");
        }
    }

    @Test
    void findsTheNamespaceIdInAFolderName() {
        assertThat(NvmeCollector.Namespace.id("nvme0n1")).isEqualTo("1");
        assertThat(NvmeCollector.Namespace.id("nvme12n34")).isEqualTo("34");
        for (String other : new String[] {"", "nvme", "nvme0", "nvme0n", "nvmen1", "nvme0c1n1", "ng0n1", "nvm"}) {
            assertThat(NvmeCollector.Namespace.id(other)).as(other).isEmpty();
        }
    }

    private String page() {
        return machine.failure(new NvmeCollector());
    }
}
