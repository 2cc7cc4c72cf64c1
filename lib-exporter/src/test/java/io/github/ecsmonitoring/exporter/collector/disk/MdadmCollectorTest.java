package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Damage;
import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MdadmCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo("""
                # HELP node_md_blocks Total number of blocks on device.
                # TYPE node_md_blocks gauge
                node_md_blocks{device="md0"} 1.04792064e+08
                node_md_blocks{device="md1"} 2.09584128e+08
                node_md_blocks{device="md2"} 1.993728e+06
                node_md_blocks{device="md3"} 523968
                node_md_blocks{device="md4"} 3.886394368e+09
                node_md_blocks{device="md5"} 7932
                node_md_blocks{device="md6"} 523968
                # HELP node_md_blocks_synced Number of blocks synced on device.
                # TYPE node_md_blocks_synced gauge
                node_md_blocks_synced{device="md0"} 1.04792064e+08
                node_md_blocks_synced{device="md1"} 8.907325e+06
                node_md_blocks_synced{device="md2"} 114176
                node_md_blocks_synced{device="md3"} 0
                node_md_blocks_synced{device="md4"} 3.886394368e+09
                node_md_blocks_synced{device="md5"} 7932
                node_md_blocks_synced{device="md6"} 31438
                # HELP node_md_degraded Number of degraded disks on device.
                # TYPE node_md_degraded gauge
                node_md_degraded{device="md0"} 0
                node_md_degraded{device="md5"} 0
                node_md_degraded{device="md6"} 1
                # HELP node_md_disks Number of active/failed/spare disks of device.
                # TYPE node_md_disks gauge
                node_md_disks{device="md0",state="active"} 2
                node_md_disks{device="md0",state="failed"} 0
                node_md_disks{device="md0",state="spare"} 0
                node_md_disks{device="md1",state="active"} 2
                node_md_disks{device="md1",state="failed"} 1
                node_md_disks{device="md1",state="spare"} 1
                node_md_disks{device="md2",state="active"} 2
                node_md_disks{device="md2",state="failed"} 0
                node_md_disks{device="md2",state="spare"} 0
                node_md_disks{device="md3",state="active"} 2
                node_md_disks{device="md3",state="failed"} 0
                node_md_disks{device="md3",state="spare"} 0
                node_md_disks{device="md4",state="active"} 2
                node_md_disks{device="md4",state="failed"} 0
                node_md_disks{device="md4",state="spare"} 0
                node_md_disks{device="md5",state="active"} 0
                node_md_disks{device="md5",state="failed"} 0
                node_md_disks{device="md5",state="spare"} 1
                node_md_disks{device="md6",state="active"} 4
                node_md_disks{device="md6",state="failed"} 0
                node_md_disks{device="md6",state="spare"} 0
                # HELP node_md_disks_required Total number of disks of device.
                # TYPE node_md_disks_required gauge
                node_md_disks_required{device="md0"} 2
                node_md_disks_required{device="md1"} 3
                node_md_disks_required{device="md2"} 2
                node_md_disks_required{device="md3"} 2
                node_md_disks_required{device="md4"} 2
                node_md_disks_required{device="md5"} 0
                node_md_disks_required{device="md6"} 5
                # HELP node_md_raid_disks Number of raid disks on device.
                # TYPE node_md_raid_disks gauge
                node_md_raid_disks{device="md0"} 2
                node_md_raid_disks{device="md6"} 5
                # HELP node_md_state Indicates the state of md-device.
                # TYPE node_md_state gauge
                node_md_state{device="md0",state="active"} 1
                node_md_state{device="md0",state="check"} 0
                node_md_state{device="md0",state="inactive"} 0
                node_md_state{device="md0",state="recovering"} 0
                node_md_state{device="md0",state="resync"} 0
                node_md_state{device="md1",state="active"} 0
                node_md_state{device="md1",state="check"} 0
                node_md_state{device="md1",state="inactive"} 0
                node_md_state{device="md1",state="recovering"} 1
                node_md_state{device="md1",state="resync"} 0
                node_md_state{device="md2",state="active"} 0
                node_md_state{device="md2",state="check"} 1
                node_md_state{device="md2",state="inactive"} 0
                node_md_state{device="md2",state="recovering"} 0
                node_md_state{device="md2",state="resync"} 0
                node_md_state{device="md3",state="active"} 0
                node_md_state{device="md3",state="check"} 0
                node_md_state{device="md3",state="inactive"} 0
                node_md_state{device="md3",state="recovering"} 0
                node_md_state{device="md3",state="resync"} 1
                node_md_state{device="md4",state="active"} 1
                node_md_state{device="md4",state="check"} 0
                node_md_state{device="md4",state="inactive"} 0
                node_md_state{device="md4",state="recovering"} 0
                node_md_state{device="md4",state="resync"} 0
                node_md_state{device="md5",state="active"} 0
                node_md_state{device="md5",state="check"} 0
                node_md_state{device="md5",state="inactive"} 1
                node_md_state{device="md5",state="recovering"} 0
                node_md_state{device="md5",state="resync"} 0
                node_md_state{device="md6",state="active"} 0
                node_md_state{device="md6",state="check"} 0
                node_md_state{device="md6",state="inactive"} 0
                node_md_state{device="md6",state="recovering"} 0
                node_md_state{device="md6",state="resync"} 0
                """);
    }

    @Test
    void hasNoDataWithoutSoftwareRaid() {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("software RAID is not loaded: there is no " + folder + "/proc/mdstat");
    }

    @Test
    void exposesNothingWithoutArrays() throws IOException {
        assertThat(collector(new Machine(folder).with("proc/mdstat", "Personalities : \r\nunused devices: <none>\r\n"))
                        .page())
                .isEmpty();
    }

    @Test
    void omitsAStoppedArray() throws IOException {
        Machine machine = machine().without("sys/block/md0/md/level").with("sys/block/md6/md/raid_disks", "?\n");
        assertThat(collector(machine).samples())
                .contains("node_md_degraded{device=\"md6\"} 1\n")
                .doesNotContain("node_md_raid_disks", "node_md_degraded{device=\"md0\"}");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("md0\n", "1: expected \"device : state\" in \"md0\"");
        assertLeavesOut("\0\1\n", "1: expected \"device : state\" in \"\0\1\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n",
                "1: expected another line of md0, got the end of the file in \"md0 : active raid1 sda[0]\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n x blocks", "2: expected an unsigned number, got \"x\" in \" x blocks\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n 5 blocks\n\n", "2: expected \"[disks/active] [U_]\" in \" 5 blocks\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n 5 blocks [x/2] [U]\n\n",
                "2: expected a whole number, got \"x\" in \" 5 blocks [x/2] [U]\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n 5 blocks [1/2] [U]",
                "2: expected another line of md0, got the end of the file in \" 5 blocks [1/2] [U]\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n 5 blocks [1/2] [U]\n resync = 1%\n",
                "3: expected \"(blocks/blocks)\" in \" resync = 1%\"");
        assertLeavesOut(
                "md0 : active raid1 sda[0]\n 18446744073709551616 blocks",
                "2: expected an unsigned number, got \"18446744073709551616\" in \" 18446744073709551616 blocks\"");
    }

    @Test
    void reportsDamagedTextByFileAndLine() throws IOException {
        Damage.words("""
                Personalities : [raid1]
                md6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]
                      195310144 blocks [2/1] [U_]
                      bitmap: 0/1 pages [0KB], 65536KB chunk
                      [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec

                md1 : active raid0 sdi[0]
                      388639 blocks super 1.2 512k chunks

                unused devices: <none>
                """, MdArray::parse);
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/mdstat", text);
        assertThat(collector(machine).error()).isEqualTo(folder + "/proc/mdstat:" + message);
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("proc/mdstat", """
                        Personalities : [raid1] [raid6] [raid5] [raid4] [raid0]
                        md0 : active raid1 nvme2n1[1] nvme1n1[0]
                              104792064 blocks super 1.2 [2/2] [UU]
                              bitmap: 0/1 pages [0KB], 65536KB chunk

                        md1 : active raid5 sdd1[3](S) sdc1[2](F) sdb1[1] sda1[0]
                              209584128 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
                              bitmap: 1/1 pages [4KB], 65536KB chunk
                              [=>...................]  recovery =  8.5% (8907325/104792064) finish=17.0min speed=93993K/sec

                        md2 : active raid1 sdf[1] sde[0]
                              1993728 blocks super 1.2 [2/2] [UU]
                              [=>...................]  check =  5.7% (114176/1993728) finish=0.2min speed=114176K/sec

                        md3 : active (auto-read-only) raid1 sdh[1] sdg[0]
                              523968 blocks super 1.2 [2/2] [UU]
                              resync=PENDING

                        md4 : active raid0 sdj[1] sdi[0]
                              3886394368 blocks super 1.2 512k chunks

                        md5 : inactive sdk[0](S)
                              7932 blocks super external:imsm

                        md6 : active raid6 sdo[3] sdn[2] sdm[1] sdl[0]
                              523968 blocks super 1.2 level 6, 512k chunk, algorithm 18 [5/4] [UUUU_]
                              [==>..................]  reshape = 12.0% (31438/261984) finish=0.0min speed=31438K/sec

                        unused devices: <none>
                        """)
                .with("sys/block/md0/md/level", "raid1\n")
                .with("sys/block/md0/md/raid_disks", "2\n")
                .with("sys/block/md0/md/degraded", "0\n")
                .with("sys/block/md0/md/array_state", "clean\n")
                .with("sys/block/md0/md/metadata_version", "1.2\n")
                .with("sys/block/md0/md/uuid", "a\n")
                .with("sys/block/md0/md/sync_action", "idle\n")
                .with("sys/block/md0/md/sync_completed", "none\n")
                .with("sys/block/md5/md/level", "container\n")
                .with("sys/block/md5/md/array_state", "inactive\n")
                .with("sys/block/md5/md/metadata_version", "external:imsm\n")
                .with("sys/block/md5/md/uuid", "b\n")
                .with("sys/block/md5/md/raid_disks", "0\n")
                .with("sys/block/md6/md/level", "raid6\n")
                .with("sys/block/md6/md/raid_disks", "5 (4)\n")
                .with("sys/block/md6/md/degraded", "1\n")
                .with("sys/block/md6/md/array_state", "clean\n")
                .with("sys/block/md6/md/metadata_version", "1.2\n")
                .with("sys/block/md6/md/uuid", "c\n")
                .with("sys/block/md6/md/sync_action", "reshape\n")
                .with("sys/block/md6/md/sync_completed", "31438 / 261984\n")
                .with("sys/block/md6/md/chunk_size", "524288\n");
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new MdadmCollector());
    }
}
