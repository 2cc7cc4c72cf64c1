package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Disks that are reached on several paths, from {@code /sys/block/dm-*}: whether the map works, and the state of its
 * paths.
 *
 * <pre>
 * node_dmmultipath_device_paths_failed{device="mpathA",sysfs_name="dm-5"} 1
 * node_dmmultipath_path_state{device="mpathA",path="sdk",state="offline"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing.html#file-testing-sysfs-block-dm">Kernel:
 *     sysfs-block-dm</a>
 */
final class DmmultipathCollector implements Collector {
    private static final double SECTOR_BYTES = 512;
    private static final String MULTIPATH = "mpath-";

    private final HostPaths paths;

    DmmultipathCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        List<SysFolder> devices;
        try {
            devices = paths.sys("block").children("dm-*");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new NoDataException("no block devices: " + e.getMessage());
        }
        for (SysFolder device : devices) {
            Optional<String> uuid = device.find("dm/uuid");
            Optional<String> name = device.find("dm/name");
            if (uuid.isPresent() && uuid.get().startsWith(MULTIPATH) && name.isPresent()) {
                emit(out, device, uuid.get(), name.get());
            }
        }
    }

    private void emit(MetricSink out, SysFolder device, String uuid, String name) throws IOException {
        out.gauge(
                "node_dmmultipath_device_info",
                "Non-numeric information about a DM-multipath device.",
                1,
                "device",
                name,
                "sysfs_name",
                device.name(),
                "uuid",
                uuid);
        OptionalDouble suspended = device.findNumber("dm/suspended");
        if (suspended.isPresent()) {
            gauge(
                    out,
                    "active",
                    "Whether the multipath device-mapper device is active (1) or suspended (0).",
                    suspended.getAsDouble() == 1 ? 0 : 1,
                    device,
                    name);
        }
        OptionalDouble sectors = device.findNumber("size");
        if (sectors.isPresent()) {
            gauge(
                    out,
                    "size_bytes",
                    "Size of the multipath device in bytes, read from /sys/block/<dm>/size.",
                    sectors.getAsDouble() * SECTOR_BYTES,
                    device,
                    name);
        }
        int active = 0;
        int failed = 0;
        for (String path : IfPresent.names(device.in("slaves"))) {
            Optional<String> state = paths.sys("block").in(path).find("device/state");
            if (state.isEmpty()) {
                continue; // unplugged since the list was made
            }
            boolean works = state.get().equals("running") || state.get().equals("live");
            active += works ? 1 : 0;
            failed += works ? 0 : 1;
            out.gauge(
                    "node_dmmultipath_path_state",
                    "Reports the underlying device state for a multipath path, as read from /sys/block/<dev>/device/state.",
                    1,
                    "device",
                    name,
                    "path",
                    path,
                    "state",
                    state.get());
        }
        gauge(out, "paths", "Number of paths for a multipath device.", active + failed, device, name);
        gauge(
                out,
                "paths_active",
                "Number of paths in active state (SCSI running or NVMe live) for a multipath device.",
                active,
                device,
                name);
        gauge(out, "paths_failed", "Number of paths not in active state for a multipath device.", failed, device, name);
    }

    private static void gauge(MetricSink out, String metric, String help, double value, SysFolder device, String name) {
        out.gauge("node_dmmultipath_device_" + metric, help, value, "device", name, "sysfs_name", device.name());
    }
}
