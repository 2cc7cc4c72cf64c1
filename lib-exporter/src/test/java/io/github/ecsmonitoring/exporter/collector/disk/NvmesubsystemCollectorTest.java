package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvmesubsystemCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesASubsystemAndTheStateOfItsPaths() throws IOException {
        machine.with("sys/class/nvme-subsystem/nvme-subsys0", """
                        subsysnqn: nqn.2014-08.org.nvmexpress:uuid:1
                        model: Linux
                        serial: 8f3e
                        iopolicy: numa
                        nvme0n1/size: 1
                        nvme0c0n1/size: 1
                        nvme0/state: live
                        nvme0/transport: tcp
                        nvme0/address: traddr=10.0.0.0
                        nvme1/state: deleting (no IO)
                        nvme1/transport: rdma
                        nvme1/address: traddr=10.0.0.1
                        """);
        assertThat(machine.page(new NvmesubsystemCollector())).isEqualTo("""
                # HELP node_nvmesubsystem_info Non-numeric information about an NVMe subsystem.
                # TYPE node_nvmesubsystem_info gauge
                node_nvmesubsystem_info{iopolicy="numa",model="Linux",nqn="nqn.2014-08.org.nvmexpress:uuid:1",serial="8f3e",\
                subsystem="nvme-subsys0"} 1
                # HELP node_nvmesubsystem_namespace_info Maps an NVMe namespace block device to its subsystem.
                # TYPE node_nvmesubsystem_namespace_info gauge
                node_nvmesubsystem_namespace_info{device="nvme0n1",subsystem="nvme-subsys0"} 1
                # HELP node_nvmesubsystem_path_state Current NVMe controller path state (1 for the current state, 0 for all others).
                # TYPE node_nvmesubsystem_path_state gauge
                node_nvmesubsystem_path_state{controller="nvme0",state="connecting",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="dead",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="deleting",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="live",subsystem="nvme-subsys0",transport="tcp"} 1
                node_nvmesubsystem_path_state{controller="nvme0",state="new",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="resetting",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="unknown",subsystem="nvme-subsys0",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="connecting",subsystem="nvme-subsys0",transport="rdma"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="dead",subsystem="nvme-subsys0",transport="rdma"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="deleting",subsystem="nvme-subsys0",transport="rdma"} 1
                node_nvmesubsystem_path_state{controller="nvme1",state="live",subsystem="nvme-subsys0",transport="rdma"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="new",subsystem="nvme-subsys0",transport="rdma"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="resetting",subsystem="nvme-subsys0",transport="rdma"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="unknown",subsystem="nvme-subsys0",transport="rdma"} 0
                # HELP node_nvmesubsystem_paths Number of controller paths for an NVMe subsystem.
                # TYPE node_nvmesubsystem_paths gauge
                node_nvmesubsystem_paths{subsystem="nvme-subsys0"} 2
                # HELP node_nvmesubsystem_paths_live Number of controller paths in live state for an NVMe subsystem.
                # TYPE node_nvmesubsystem_paths_live gauge
                node_nvmesubsystem_paths_live{subsystem="nvme-subsys0"} 1
                """);
    }

    @Test
    void countsLivePaths() throws IOException {
        machine.with("sys/class/nvme-subsystem/nvme-subsys3", """
                        subsysnqn: n
                        model: m
                        serial: s
                        iopolicy: round-robin
                        nvme0/state: live
                        nvme0/transport: tcp
                        nvme0/address: traddr=10.0.0.0
                        nvme1/state: live
                        nvme1/transport: tcp
                        nvme1/address: traddr=10.0.0.1
                        nvme2/state: dead
                        nvme2/transport: tcp
                        nvme2/address: traddr=10.0.0.2
                        nvme13/state: waiting
                        nvme13/transport: fc
                        nvme13/address: traddr=10.0.0.13
                        """).with("sys/class/nvme-subsystem/other", """
                        a: b
                        """);
        assertThat(machine.samples(new NvmesubsystemCollector())).isEqualTo("""
                node_nvmesubsystem_info{iopolicy="round-robin",model="m",nqn="n",serial="s",subsystem="nvme-subsys3"} 1
                node_nvmesubsystem_path_state{controller="nvme0",state="connecting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="dead",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="deleting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="live",subsystem="nvme-subsys3",transport="tcp"} 1
                node_nvmesubsystem_path_state{controller="nvme0",state="new",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="resetting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme0",state="unknown",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="connecting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="dead",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="deleting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="live",subsystem="nvme-subsys3",transport="tcp"} 1
                node_nvmesubsystem_path_state{controller="nvme1",state="new",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="resetting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme1",state="unknown",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="connecting",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="dead",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="deleting",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="live",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="new",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="resetting",subsystem="nvme-subsys3",transport="fc"} 0
                node_nvmesubsystem_path_state{controller="nvme13",state="unknown",subsystem="nvme-subsys3",transport="fc"} 1
                node_nvmesubsystem_path_state{controller="nvme2",state="connecting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme2",state="dead",subsystem="nvme-subsys3",transport="tcp"} 1
                node_nvmesubsystem_path_state{controller="nvme2",state="deleting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme2",state="live",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme2",state="new",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme2",state="resetting",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_path_state{controller="nvme2",state="unknown",subsystem="nvme-subsys3",transport="tcp"} 0
                node_nvmesubsystem_paths{subsystem="nvme-subsys3"} 4
                node_nvmesubsystem_paths_live{subsystem="nvme-subsys3"} 2
                """);
    }

    @Test
    void hasNoDataWithoutTheClassAndLeavesOutWhatIsMissing() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/nvme-subsystem");
        machine.with("sys/class/nvme-subsystem/nvme-subsys0", "model: x\nnvme0/state: live\nnvme1/transport: tcp");
        assertThat(page())
                .contains(
                        "node_nvmesubsystem_info{iopolicy=\"\",model=\"x\",nqn=\"\",serial=\"\",subsystem=\"nvme-subsys0\"} 1\n")
                .contains("{controller=\"nvme0\",state=\"live\",subsystem=\"nvme-subsys0\",transport=\"\"} 1\n")
                .doesNotContain("nvme1");
        assertThat(machine.error(new NvmesubsystemCollector()))
                .isEqualTo("there is no …/sys/class/nvme-subsystem/nvme-subsys0/nvme1/state");
    }

    private String page() {
        return machine.failure(new NvmesubsystemCollector());
    }
}
