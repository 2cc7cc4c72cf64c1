package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.exposition.LabelValue;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The firmware's description of the machine, from {@code /sys/class/dmi/id}. Only root may read the serial numbers and
 * the UUID; for other users these labels are absent.
 *
 * <pre>
 * node_dmi_info{bios_vendor="Amazon EC2",product_name="m7i.large",system_vendor="Amazon EC2",…} 1
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-firmware-dmi-entries">Kernel: DMI in
 *     sysfs</a>
 */
public final class DmiCollector implements Collector {
    /** Labels and files of the same names, except the last. */
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

    /** Names and values in turn; null until a scrape has read them all. They only change at boot. */
    private volatile String[] labels;

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        String[] known = labels;
        if (known == null) {
            Reading reading = read(host.sys("class/dmi/id"));
            known = reading.labels();
            labels = reading.lasts() ? known : null;
        }
        if (known.length == 0) {
            throw new NoDataException("the machine has no DMI");
        }
        out.gauge("node_dmi_info", HELP, 1, known);
    }

    private static Reading read(SysFolder id) throws IOException {
        List<String> labels = new ArrayList<>();
        boolean lasts = true;
        for (String label : LABELS) {
            SysValue value = id.read(label.equals("system_vendor") ? "sys_vendor" : label);
            if (value.isRead()) {
                labels.add(label);
                labels.add(LabelValue.decode(value.bytes()).strip());
            }
            lasts &= value.isRead() || value.isAbsent() || value.isDenied();
        }
        return new Reading(labels.toArray(new String[0]), lasts);
    }

    /**
     * The labels of one reading.
     *
     * @param lasts whether another reading would give the same, which a shortage of descriptors does not
     */
    private record Reading(String[] labels, boolean lasts) {}
}
