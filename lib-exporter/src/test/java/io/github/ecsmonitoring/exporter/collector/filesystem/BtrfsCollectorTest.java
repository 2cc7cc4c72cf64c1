package io.github.ecsmonitoring.exporter.collector.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.host.HostReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BtrfsCollectorTest {
    private static final String FS = "sys/fs/btrfs/472d17bf-38cd-408e-971c-169b0f64b20c/";

    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo("""
                # HELP node_btrfs_allocation_ratio Data allocation ratio for a layout/data type
                # TYPE node_btrfs_allocation_ratio gauge
                node_btrfs_allocation_ratio{block_group_type="data",mode="raid5",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 1.5
                node_btrfs_allocation_ratio{block_group_type="metadata",mode="raid1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 2
                node_btrfs_allocation_ratio{block_group_type="system",mode="dup",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 2
                # HELP node_btrfs_commit_seconds_total Sum of the duration of all commits, in seconds.
                # TYPE node_btrfs_commit_seconds_total counter
                node_btrfs_commit_seconds_total{uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 1.201
                # HELP node_btrfs_commits_total The total number of commits that have occurred.
                # TYPE node_btrfs_commits_total counter
                node_btrfs_commits_total{uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 5
                # HELP node_btrfs_device_size_bytes Size of a device that is part of the filesystem.
                # TYPE node_btrfs_device_size_bytes gauge
                node_btrfs_device_size_bytes{device="nvme1n1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 4.194304e+08
                node_btrfs_device_size_bytes{device="nvme2n1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 4.194304e+08
                node_btrfs_device_size_bytes{device="nvme3n1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 8.388608e+08
                # HELP node_btrfs_global_rsv_size_bytes Size of global reserve.
                # TYPE node_btrfs_global_rsv_size_bytes gauge
                node_btrfs_global_rsv_size_bytes{uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 5.767168e+06
                # HELP node_btrfs_info Filesystem information
                # TYPE node_btrfs_info gauge
                node_btrfs_info{label="my pool",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 1
                # HELP node_btrfs_last_commit_seconds Duration of the most recent commit, in seconds.
                # TYPE node_btrfs_last_commit_seconds gauge
                node_btrfs_last_commit_seconds{uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 0.039
                # HELP node_btrfs_max_commit_seconds Duration of the slowest commit, in seconds.
                # TYPE node_btrfs_max_commit_seconds gauge
                node_btrfs_max_commit_seconds{uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 1.04
                # HELP node_btrfs_reserved_bytes Amount of space reserved for a data type
                # TYPE node_btrfs_reserved_bytes gauge
                node_btrfs_reserved_bytes{block_group_type="data",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 4096
                node_btrfs_reserved_bytes{block_group_type="metadata",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 0
                node_btrfs_reserved_bytes{block_group_type="system",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 0
                # HELP node_btrfs_size_bytes Amount of space allocated for a layout/data type
                # TYPE node_btrfs_size_bytes gauge
                node_btrfs_size_bytes{block_group_type="data",mode="raid5",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 6.7108864e+07
                node_btrfs_size_bytes{block_group_type="metadata",mode="raid1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 6.7108864e+07
                node_btrfs_size_bytes{block_group_type="system",mode="dup",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 6.7108864e+07
                # HELP node_btrfs_used_bytes Amount of used space by a layout/data type
                # TYPE node_btrfs_used_bytes gauge
                node_btrfs_used_bytes{block_group_type="data",mode="raid5",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 2.62144e+07
                node_btrfs_used_bytes{block_group_type="metadata",mode="raid1",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 163840
                node_btrfs_used_bytes{block_group_type="system",mode="dup",uuid="472d17bf-38cd-408e-971c-169b0f64b20c"} 16384
                """);
    }

    @Test
    void exposesNothingWithoutBtrfs() throws IOException {
        assertThat(collector(new Machine(folder).with("sys/fs/btrfs/features/raid56", "0\n"))
                        .page())
                .isEmpty();
    }

    @Test
    void usesItsOwnMountsInAContainerWhosePid1IsInAnother() throws IOException {
        Machine machine = new Machine(folder)
                .with(
                        "proc/1/mountinfo",
                        "26 1 0:5 / / rw - btrfs /dev/vda rw\n27 26 0:30 / /host rw - btrfs /dev/vdb rw\n")
                .with(
                        "proc/self/mountinfo",
                        "700 650 0:94 / / ro - overlay overlay ro\n701 700 0:30 / /data rw - btrfs /dev/vdb rw\n");
        try (HostReader host = machine.host().open()) {
            assertThat(new BtrfsDevices(machine.log()).mounts(host))
                    .extracting(Mount::mountPoint)
                    .containsExactly("/data");
        }
    }

    @Test
    void fallsBackToSysfsWithoutMounts() throws IOException {
        Machine machine = machine().with("proc/1/mountinfo", """
                26 1 0:5 / / rw - ext4 /dev/vda rw
                27 26 0:30 / /not/there rw - btrfs /dev/nvme1n1 rw
                28 26 0:30 / /etc rw - btrfs /dev/nvme1n1 rw
                """);
        assertThat(collector(machine).samples())
                .contains("node_btrfs_device_size_bytes{device=\"nvme1n1\",uuid=")
                .doesNotContain("btrfs_dev_uuid");
        assertThat(collector(machine.with("proc/1/mountinfo", "damaged\n")).samples())
                .contains("nvme1n1");
    }

    @Test
    void omitsMissingFiles() throws IOException {
        Machine machine = machine()
                .without(FS + "label")
                .without(FS + "metadata_uuid")
                .without(FS + "allocation/global_rsv_size")
                .without(FS + "allocation/data/raid5/used_bytes")
                .with(FS + "allocation/data/raid9/total_bytes", "1\n");
        assertThat(collector(machine).samples())
                .contains("node_btrfs_info{label=\"\",uuid=\"472d17bf-38cd-408e-971c-169b0f64b20c\"} 1")
                .contains("node_btrfs_size_bytes{block_group_type=\"data\",mode=\"raid9\"")
                .doesNotContain(
                        "global_rsv",
                        "used_bytes{block_group_type=\"data\"",
                        "allocation_ratio{block_group_type=\"data\",mode=\"raid9\"");
    }

    @Test
    void omitsTheParityRatioWithoutDevices() throws IOException {
        Machine machine = machine()
                .without(FS + "devices/nvme1n1/size")
                .without(FS + "devices/nvme1n1")
                .without(FS + "devices/nvme2n1/size")
                .without(FS + "devices/nvme2n1");
        assertThat(collector(machine).samples())
                .contains("node_btrfs_size_bytes{block_group_type=\"data\",mode=\"raid5\"")
                .doesNotContain("node_btrfs_allocation_ratio{block_group_type=\"data\"");
    }

    @Test
    void exposesZeroCommitsWithoutCommitStatsAsNodeExporter() throws IOException {
        assertThat(collector(machine().without(FS + "commit_stats")).samples())
                .contains("node_btrfs_commits_total{uuid=\"472d17bf-38cd-408e-971c-169b0f64b20c\"} 0\n");
    }

    @Test
    void omitsCommitsThatCommitStatsLacks() throws IOException {
        assertThat(collector(machine().with(FS + "commit_stats", "commits 5\n")).samples())
                .contains("node_btrfs_commits_total{uuid=\"472d17bf-38cd-408e-971c-169b0f64b20c\"} 5\n")
                .doesNotContain("commit_seconds");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("commit_stats", "commits\r\n", "/commit_stats:1: expected a name and a number in \"commits\"");
        assertLeavesOut("commit_stats", "\0\1", "/commit_stats:1: expected a name and a number in \"\0\1\"");
        assertLeavesOut(
                "commit_stats",
                "commits 5\nmax_commit_ms x\n",
                "/commit_stats:2: expected an unsigned number, got \"x\" in \"max_commit_ms x\"");
        assertLeavesOut(
                "allocation/global_rsv_size",
                "18446744073709551616\n",
                "/global_rsv_size: expected a whole number, got \"18446744073709551616\"");
        assertLeavesOut("devices/nvme1n1/size", "", "/size: expected a whole number, got \"\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("commits 5\nlast_commit_ms 39\n", BtrfsCollector::parseCommits);
    }

    private void assertLeavesOut(String file, String text, String message) throws IOException {
        Machine machine = machine().with(FS + file, text);
        assertThat(collector(machine).error()).endsWith(message);
        assertThat(collector(machine).samples()).contains("info{");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with(FS + "label", "my pool\n")
                .with(FS + "metadata_uuid", "472d17bf-38cd-408e-971c-169b0f64b20c\n")
                .with(FS + "commit_stats", """
                        commits 5
                        last_commit_ms 39
                        max_commit_ms 1040
                        total_commit_ms 1201
                        """)
                .with(FS + "features/big_metadata", "1\n")
                .with(FS + "allocation/global_rsv_size", "5767168\n")
                .with(FS + "devices/nvme1n1/size", "819200\n")
                .with(FS + "devices/nvme2n1/size", "819200\n")
                .with(FS + "devices/nvme3n1/size", "1638400\n")
                .with(FS + "allocation/data/bytes_reserved", "4096\n")
                .with(FS + "allocation/data/raid5/total_bytes", "67108864\n")
                .with(FS + "allocation/data/raid5/used_bytes", "26214400\n")
                .with(FS + "allocation/metadata/bytes_reserved", "0\n")
                .with(FS + "allocation/metadata/raid1/total_bytes", "67108864\n")
                .with(FS + "allocation/metadata/raid1/used_bytes", "163840\n")
                .with(FS + "allocation/system/bytes_reserved", "0\n")
                .with(FS + "allocation/system/dup/total_bytes", "67108864\n")
                .with(FS + "allocation/system/dup/used_bytes", "16384\n");
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(BtrfsCollector::declare);
    }
}
