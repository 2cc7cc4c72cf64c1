package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A disk's model, serial number, file system, device mapper and ATA properties, from udev's database. Without the
 * database the labels are empty.
 *
 * <pre>
 * E:ID_MODEL=Amazon_Elastic_Block_Store
 * E:ID_FS_TYPE=xfs
 * </pre>
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/udev.html">udev(7)</a>
 */
final class UdevDisk {
    private static final Map<String, String[]> ATA = Map.of(
            "ID_ATA_WRITE_CACHE",
            new String[] {"node_disk_ata_write_cache", "ATA disk has a write cache."},
            "ID_ATA_WRITE_CACHE_ENABLED",
            new String[] {"node_disk_ata_write_cache_enabled", "ATA disk has its write cache enabled."},
            "ID_ATA_ROTATION_RATE_RPM",
            new String[] {"node_disk_ata_rotation_rate_rpm", "ATA disk rotation rate in RPMs (0 for SSDs)."});

    private final Log log;
    /** By device. */
    private final NameCache<DiskInfo> infos = new NameCache<>();
    /** Whether there is a database; null before the first scrape. */
    private volatile Boolean present;

    /** The labels of a disk and the values that they were made from. */
    private record DiskInfo(int major, int minor, String rotational, Map<String, String> udev, String[] labels) {}

    UdevDisk(Log log) {
        this.log = log;
    }

    /** The lines {@code E:NAME=value} of udev's file of a device. */
    static Map<String, String> parse(KernelText text) {
        Map<String, String> properties = new HashMap<>();
        while (text.nextLine()) {
            String line = text.line();
            int equals = line.indexOf('=');
            if (line.startsWith("E:") && equals > 0) {
                properties.put(line.substring(2, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    void collect(HostReader host, MetricSink out, String device, int major, int minor) {
        Map<String, String> udev = properties(host, major, minor);
        String rotational = rotational(host, device);
        DiskInfo info = info(device, major, minor, rotational, udev);
        out.gauge("node_disk_info", "Info of /sys/block/<block_device>.", 1, info.labels);
        if (!get(udev, "ID_FS_TYPE").isEmpty()) {
            out.gauge(
                    "node_disk_filesystem_info",
                    "Info about disk filesystem.",
                    1,
                    "device",
                    device,
                    "type",
                    get(udev, "ID_FS_TYPE"),
                    "usage",
                    get(udev, "ID_FS_USAGE"),
                    "uuid",
                    get(udev, "ID_FS_UUID"),
                    "version",
                    get(udev, "ID_FS_VERSION"));
        }
        if (!get(udev, "DM_NAME").isEmpty()) {
            out.gauge(
                    "node_disk_device_mapper_info",
                    "Info about disk device mapper.",
                    1,
                    "device",
                    device,
                    "name",
                    get(udev, "DM_NAME"),
                    "uuid",
                    get(udev, "DM_UUID"),
                    "vg_name",
                    get(udev, "DM_VG_NAME"),
                    "lv_name",
                    get(udev, "DM_LV_NAME"),
                    "lv_layer",
                    get(udev, "DM_LV_LAYER"));
        }
        if (!get(udev, "ID_ATA").isEmpty()) {
            collectAta(out, device, udev);
        }
    }

    private DiskInfo info(String device, int major, int minor, String rotational, Map<String, String> udev) {
        DiskInfo known = infos.get(device);
        if (known != null
                && known.major == major
                && known.minor == minor
                && known.rotational.equals(rotational)
                && known.udev.equals(udev)) {
            return known;
        }
        return infos.put(device, new DiskInfo(major, minor, rotational, udev, new String[] {
            "device", device, "major", Integer.toString(major), "minor", Integer.toString(minor),
            "path", get(udev, "ID_PATH"), "wwn", get(udev, "ID_WWN"), "model", get(udev, "ID_MODEL"),
            "serial", serial(udev), "revision", get(udev, "ID_REVISION"), "rotational", rotational
        }));
    }

    private void collectAta(MetricSink out, String device, Map<String, String> udev) {
        ATA.forEach((property, metric) -> {
            String value = udev.get(property);
            if (value == null) {
                return;
            }
            try {
                out.gauge(metric[0], metric[1], Integer.parseInt(value), "device", device);
            } catch (NumberFormatException e) {
                log.error("udev property is not a number", "device", device, "property", property, "value", value);
            }
        });
    }

    private Map<String, String> properties(HostReader host, int major, int minor) {
        if (!isPresent(host)) {
            return Map.of();
        }
        try {
            return parse(host.text(host.paths().inUdevData("b" + major + ":" + minor)));
        } catch (IOException e) {
            log.debug("udev has no entry for the device", "device", major + ":" + minor, "err", e);
            return Map.of();
        }
    }

    private boolean isPresent(HostReader host) {
        Boolean known = present;
        if (known == null) {
            known = host.folder(host.paths().udevData()).has(".");
            present = known;
            if (!known) {
                // An error in node_exporter, but the normal case in a container.
                log.debug(
                        "no udev database: model and serial number of disks are empty",
                        "path",
                        host.paths().udevData());
            }
        }
        return known;
    }

    /** The number on the disk's label if a driver reports it, else the driver's own. */
    private static String serial(Map<String, String> udev) {
        for (String property : new String[] {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL"}) {
            if (!get(udev, property).isEmpty()) {
                return udev.get(property);
            }
        }
        return "";
    }

    /** "1" for a rotating disk; "0" for all others and for an unknown one, as in node_exporter. */
    private static String rotational(HostReader host, String device) {
        String text = host.sys("block").folder(device).read("queue/rotational").textOr("");
        return text.equals("1") ? "1" : "0";
    }

    private static String get(Map<String, String> udev, String property) {
        return udev.getOrDefault(property, "");
    }
}
