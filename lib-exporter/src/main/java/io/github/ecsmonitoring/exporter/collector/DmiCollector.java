package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the firmware says of the machine, from {@code /sys/class/dmi/id}. Root alone may read the serial numbers and the
 * UUID: another user gets the metric without these labels.
 *
 * <pre>
 * node_dmi_info{bios_vendor="Amazon EC2",product_name="m7i.large",system_vendor="Amazon EC2",…} 1
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-firmware-dmi-entries">Kernel: DMI in
 *     sysfs</a>
 */
final class DmiCollector implements Collector {
    /** The labels, each of which is its file's name, but for the last. */
    private static final List<String> LABELS = List.of(
            "bios_date",
            "bios_release",
            "bios_vendor",
            "bios_version",
            "board_asset_tag",
            "board_name",
            "board_serial",
            "board_vendor",
            "board_version",
            "chassis_asset_tag",
            "chassis_serial",
            "chassis_vendor",
            "chassis_version",
            "product_family",
            "product_name",
            "product_serial",
            "product_sku",
            "product_uuid",
            "product_version",
            "system_vendor");

    private static final String HELP =
            "A metric with a constant '1' value labeled by " + String.join(", ", LABELS) + " if provided by DMI.";

    private final List<String> labels;

    /** Firmware does not change while the machine runs, so it is read once. */
    DmiCollector(HostPaths paths, Log log) {
        this.labels = read(paths.sys("class/dmi/id"));
    }

    /** Names and values in turn. */
    private static List<String> read(SysFolder id) {
        List<String> labels = new ArrayList<>();
        for (String label : LABELS) {
            LabelValue.find(id, label.equals("system_vendor") ? "sys_vendor" : label)
                    .ifPresent(value -> {
                        labels.add(label);
                        labels.add(value);
                    });
        }
        return labels;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        if (labels.isEmpty()) {
            throw new NoDataException("the machine has no DMI");
        }
        out.gauge("node_dmi_info", HELP, 1, labels.toArray(new String[0]));
    }
}
