package io.github.ecsmonitoring.exporter.collector.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmmultipathCollectorTest {
    @TempDir
    Path folder;

    @Test
    void exposesAllMetrics() throws IOException {
        assertThat(collector(machine()).page()).isEqualTo("""
                # HELP node_dmmultipath_device_active Whether the multipath device-mapper device is active (1) or suspended (0).
                # TYPE node_dmmultipath_device_active gauge
                node_dmmultipath_device_active{device="mpatha",sysfs_name="dm-1"} 1
                node_dmmultipath_device_active{device="mpathb",sysfs_name="dm-2"} 0
                # HELP node_dmmultipath_device_info Non-numeric information about a DM-multipath device.
                # TYPE node_dmmultipath_device_info gauge
                node_dmmultipath_device_info{device="mpatha",sysfs_name="dm-1",uuid="mpath-3600508b400105e210000900000490000"} 1
                node_dmmultipath_device_info{device="mpathb",sysfs_name="dm-2",uuid="mpath-uuid.0f0e0d0c"} 1
                # HELP node_dmmultipath_device_paths Number of paths for a multipath device.
                # TYPE node_dmmultipath_device_paths gauge
                node_dmmultipath_device_paths{device="mpatha",sysfs_name="dm-1"} 2
                node_dmmultipath_device_paths{device="mpathb",sysfs_name="dm-2"} 1
                # HELP node_dmmultipath_device_paths_active Number of paths in active state (SCSI running or NVMe live) for a multipath \
                device.
                # TYPE node_dmmultipath_device_paths_active gauge
                node_dmmultipath_device_paths_active{device="mpatha",sysfs_name="dm-1"} 1
                node_dmmultipath_device_paths_active{device="mpathb",sysfs_name="dm-2"} 1
                # HELP node_dmmultipath_device_paths_failed Number of paths not in active state for a multipath device.
                # TYPE node_dmmultipath_device_paths_failed gauge
                node_dmmultipath_device_paths_failed{device="mpatha",sysfs_name="dm-1"} 1
                node_dmmultipath_device_paths_failed{device="mpathb",sysfs_name="dm-2"} 0
                # HELP node_dmmultipath_device_size_bytes Size of the multipath device in bytes, read from /sys/block/<dm>/size.
                # TYPE node_dmmultipath_device_size_bytes gauge
                node_dmmultipath_device_size_bytes{device="mpatha",sysfs_name="dm-1"} 1.073741824e+11
                node_dmmultipath_device_size_bytes{device="mpathb",sysfs_name="dm-2"} 1.8446744073709552e+19
                # HELP node_dmmultipath_path_state Reports the underlying device state for a multipath path, as read from \
                /sys/block/<dev>/device/state.
                # TYPE node_dmmultipath_path_state gauge
                node_dmmultipath_path_state{device="mpatha",path="sdb",state="running"} 1
                node_dmmultipath_path_state{device="mpatha",path="sdc",state="offline"} 1
                node_dmmultipath_path_state{device="mpathb",path="nvme0c0n1",state="live"} 1
                """);
    }

    @Test
    void hasNoDataWithoutSysfs() {
        assertThatThrownBy(() -> collector(new Machine(folder)).page())
                .isExactlyInstanceOf(NoDataException.class)
                .hasMessage("no block devices: " + folder + "/sys/block");
    }

    @Test
    void exposesNothingWithoutMultipathDevices() throws IOException {
        assertThat(collector(new Machine(folder).with("sys/block/sda/size", "1\n"))
                        .page())
                .isEmpty();
    }

    @Test
    void omitsAnUnpluggedPath() throws IOException {
        Machine machine = machine()
                .without("sys/block/sdc/device/state")
                .without("sys/block/dm-2/dm/name")
                .without("sys/block/dm-1/size");
        assertThat(collector(machine).samples())
                .contains("node_dmmultipath_device_paths{device=\"mpatha\",sysfs_name=\"dm-1\"} 1\n", "path=\"sdb\"")
                .doesNotContain("path=\"sdc\"", "dm-2", "size_bytes");
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        for (String wrong : new String[] {"", "x", "-", "18446744073709551616", "1 2", "\0"}) {
            Machine machine = machine().with("sys/block/dm-1/size", wrong);
            assertThat(collector(machine).error())
                    .endsWith("/dm-1/size: expected a whole number, got \"" + wrong.strip() + '"');
            assertThat(collector(machine).samples())
                    .contains("size_bytes{device=\"mpathb\"")
                    .doesNotContain("size_bytes{device=\"mpatha\"");
        }
        assertThat(collector(machine().with("sys/block/dm-1/size", "18446744073709551615\r\n"))
                        .samples())
                .contains("size_bytes{device=\"mpatha\",sysfs_name=\"dm-1\"} 9.44473296573929e+21\n");
    }

    private Machine machine() throws IOException {
        return new Machine(folder)
                .with("sys/block/dm-0/dm/uuid", "LVM-kx3bAnEOVRj0n2W5\n")
                .with("sys/block/dm-0/dm/name", "vg0-root\n")
                .with("sys/block/dm-1/dm/uuid", "mpath-3600508b400105e210000900000490000\n")
                .with("sys/block/dm-1/dm/name", "mpatha\n")
                .with("sys/block/dm-1/dm/suspended", "0\n")
                .with("sys/block/dm-1/size", "209715200\n")
                .with("sys/block/dm-1/slaves/sdb", "")
                .with("sys/block/dm-1/slaves/sdc", "")
                .with("sys/block/sdb/device/state", "running\n")
                .with("sys/block/sdc/device/state", "offline\n")
                .with("sys/block/dm-2/dm/uuid", "mpath-uuid.0f0e0d0c\n")
                .with("sys/block/dm-2/dm/name", "mpathb\n")
                .with("sys/block/dm-2/dm/suspended", "1\n")
                .with("sys/block/dm-2/size", "36028797018963967\n")
                .with("sys/block/dm-2/slaves/nvme0c0n1", "")
                .with("sys/block/nvme0c0n1/device/state", "live\n");
    }

    private static MachineCollector collector(Machine machine) {
        return machine.collector(new DmmultipathCollector());
    }
}
