package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What udev's database knows of a disk: model, serial number, file system, device mapper, ATA properties; the part of
 * {@link DiskstatsCollector} that is not in {@code /proc/diskstats}. Without the database the labels are empty.
 */
final class UdevDisk {
    private static final Map<String, String[]> ATA = Map.of(
            "ID_ATA_WRITE_CACHE",
            new String[] {"node_disk_ata_write_cache", "ATA disk has a write cache."},
            "ID_ATA_WRITE_CACHE_ENABLED",
            new String[] {"node_disk_ata_write_cache_enabled", "ATA disk has its write cache enabled."},
            "ID_ATA_ROTATION_RATE_RPM",
            new String[] {"node_disk_ata_rotation_rate_rpm", "ATA disk rotation rate in RPMs (0 for SSDs)."});

    private final HostPaths paths;
    private final Log log;
    private final boolean present;
    private final ByName<Info> infos = new ByName<>();

    /** What a disk's labels were made of, and the labels. */
    private record Info(
            int major, int minor, String rotational, Map<String, String> udev, SysFolder queue, String[] labels) {}

    UdevDisk(HostPaths paths, Log log) {
        this.paths = paths;
        this.log = log;
        this.present = Files.isDirectory(paths.udevData());
        if (!present) {
            // An error in node_exporter; but in a container it is the normal case.
            log.debug(
                    "no udev database, so the disks' models and serial numbers are left empty",
                    "path",
                    paths.udevData());
        }
    }

    /** The lines {@code E:NAME=value} of udev's file for a device. */
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

    void collect(MetricSink out, String device, int major, int minor) {
        Map<String, String> udev = properties(major, minor);
        out.gauge("node_disk_info", "Info of /sys/block/<block_device>.", 1, info(device, major, minor, udev).labels);
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

    private Info info(String device, int major, int minor, Map<String, String> udev) {
        Info known = infos.find(device);
        SysFolder queue =
                known == null ? new SysFolder(paths.sysfs().resolve("block/" + device + "/queue")) : known.queue;
        String rotational = rotational(queue);
        if (known != null
                && known.major == major
                && known.minor == minor
                && known.rotational.equals(rotational)
                && known.udev.equals(udev)) {
            return known;
        }
        return infos.keep(device, new Info(major, minor, rotational, udev, queue, new String[] {
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

    private Map<String, String> properties(int major, int minor) {
        if (!present) {
            return Map.of();
        }
        try {
            return parse(paths.read(paths.udevData().resolve("b" + major + ":" + minor)));
        } catch (IOException e) {
            log.debug("udev does not know the device", "device", major + ":" + minor, "err", e);
            return Map.of();
        }
    }

    /** The number on the disk's label, if a driver tells it. */
    private static String serial(Map<String, String> udev) {
        for (String property : new String[] {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL"}) {
            if (!get(udev, property).isEmpty()) {
                return udev.get(property);
            }
        }
        return "";
    }

    /** "1" for a disk that turns, "0" for all others, also where sysfs does not say, as in node_exporter. */
    private static String rotational(SysFolder queue) {
        Optional<String> text = queue.find("rotational");
        return text.isPresent() && text.get().equals("1") ? "1" : "0";
    }

    private static String get(Map<String, String> udev, String property) {
        return udev.getOrDefault(property, "");
    }
}
