package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Temperatures, fans, voltages and other sensors of the machine, from {@code /sys/class/hwmon}. {@link HwmonMetric}
 * maps file names to metrics.
 *
 * <pre>
 * node_hwmon_temp_celsius{chip="platform_coretemp_0",sensor="temp1"} 55
 * node_hwmon_sensor_label{chip="platform_coretemp_0",label="Core 0",sensor="temp1"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/hwmon/sysfs-interface.html">Kernel: hwmon sysfs interface</a>
 */
public final class HwmonCollector implements Collector {
    private static final String LABEL = "label";

    private final NameFilter chips;
    private final NameFilter sensors;

    private HwmonCollector(NameFilter chips, NameFilter sensors) {
        this.chips = chips;
        this.sensors = sensors;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> chips = NameFilter.declareBoth(flags, "collector.hwmon.chip", "hwmon chip", "device");
        Supplier<NameFilter> sensors =
                NameFilter.declareBoth(flags, "collector.hwmon.sensor", "hwmon sensor", "sensor");
        return log -> new HwmonCollector(chips.get(), sensors.get());
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<HwmonChip> found =
                HwmonChip.withUniqueLabels(SysDevices.read(host.sys("class/hwmon"), "*", HwmonChip::read));
        for (HwmonChip chip : found) {
            if (chips.shows(chip.label())) {
                emitIfReadable(out, chip);
            }
        }
    }

    private void emitIfReadable(MetricSink out, HwmonChip chip) {
        try {
            emit(out, chip);
        } catch (IOException e) {
            if (chip.folder().has("")) { // else it was removed since it was listed
                chip.folder().omit(e);
            }
        }
    }

    private void emit(MetricSink out, HwmonChip chip) throws IOException {
        Map<String, Map<String, String>> read = chip.readSensors();
        String driver = HwmonChip.clean(chip.driver());
        if (!driver.isEmpty()) {
            out.gauge(
                    "node_hwmon_chip_names",
                    "Annotation metric for human-readable chip names",
                    1,
                    "chip",
                    chip.label(),
                    "chip_name",
                    driver);
        }
        read.forEach((sensor, properties) -> {
            if (sensors.shows(chip.label() + ';' + sensor)) {
                emitSensor(out, chip.label(), sensor, properties);
            }
        });
    }

    private static void emitSensor(MetricSink out, String chip, String sensor, Map<String, String> properties) {
        String label = properties.get(LABEL);
        if (label != null) {
            out.gauge(
                    "node_hwmon_sensor_label",
                    "Label for given chip and sensor",
                    1,
                    "chip",
                    chip,
                    "sensor",
                    sensor,
                    LABEL,
                    label);
        }
        String type = HwmonFile.parse(sensor).type();
        properties.forEach((property, text) -> {
            HwmonMetric metric =
                    property.equals(LABEL) ? null : HwmonMetric.of(type, property, properties.containsKey(""));
            if (metric == null || metric.isByLabel() && label == null) {
                return;
            }
            String name = metric.isByLabel() ? HwmonChip.clean(label) : sensor;
            if (isNumber(text) && (!metric.isBoolean() || text.equals("0") || text.equals("1"))) {
                out.add(
                        metric.type(),
                        metric.name(),
                        metric.help(),
                        metric.value(Double.parseDouble(text)),
                        "chip",
                        chip,
                        "sensor",
                        name);
            }
        });
    }

    /** False for the words, or the empty text, that drivers write for a sensor that is not connected. */
    private static boolean isNumber(String text) {
        try {
            KernelText number = KernelText.of("", text).firstLine();
            number.nextDecimal();
            return number.line().equals(text) && number.field().equals(text);
        } catch (IOException notANumber) {
            return false;
        }
    }
}
