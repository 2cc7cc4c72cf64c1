package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Disks that are reached over several paths, from {@code /sys/block/dm-*}: whether the device is active, and the state
 * of its paths.
 *
 * <pre>
 * node_dmmultipath_device_paths_failed{device="mpathA",sysfs_name="dm-5"} 1
 * node_dmmultipath_path_state{device="mpathA",path="sdk",state="offline"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/abi-testing.html#file-testing-sysfs-block-dm">Kernel:
 *     sysfs-block-dm</a>
 */
public final class DmmultipathCollector implements Collector {
    private static final double SECTOR_BYTES = 512;
    private static final String MULTIPATH = "mpath-";

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder block = host.sys("block");
        List<SysFolder> devices;
        try {
            devices = block.list().orFail().folders("dm-*");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new NoDataException("no block devices: " + e.getMessage());
        }
        for (SysFolder device : devices) {
            String uuid = device.read("dm/uuid").textOr("");
            SysValue name = device.read("dm/name");
            if (uuid.startsWith(MULTIPATH) && name.isRead()) {
                emit(host, out, block, device, uuid, name.text());
            }
        }
    }

    private static void emit(
            HostReader host, MetricSink out, SysFolder block, SysFolder device, String uuid, String name) {
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
        device.numberIfPresent("dm/suspended")
                .ifPresent(suspended -> gauge(
                        out,
                        "active",
                        "Whether the multipath device-mapper device is active (1) or suspended (0).",
                        suspended == 1 ? 0 : 1,
                        device,
                        name));
        device.numberIfPresent("size")
                .ifPresent(sectors -> gauge(
                        out,
                        "size_bytes",
                        "Size of the multipath device in bytes, read from /sys/block/<dm>/size.",
                        sectors * SECTOR_BYTES,
                        device,
                        name));
        host.attempt(() -> emitPaths(out, block, device, name));
    }

    private static void emitPaths(MetricSink out, SysFolder block, SysFolder device, String name) throws IOException {
        int active = 0;
        int failed = 0;
        for (String path : device.folder("slaves").list().names()) {
            SysValue value = block.folder(path).read("device/state");
            if (!value.isRead()) {
                continue; // unplugged after the listing
            }
            String state = value.text();
            boolean works = state.equals("running") || state.equals("live");
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
                    state);
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
