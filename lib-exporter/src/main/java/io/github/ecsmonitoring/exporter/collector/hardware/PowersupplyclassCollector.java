package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.LabelValue;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Batteries and mains adapters, from {@code /sys/class/power_supply}.
 *
 * <pre>
 * node_power_supply_capacity{power_supply="BAT0"} 98
 * node_power_supply_info{power_supply="BAT0",status="Discharging",technology="Li-ion",type="Battery"} 1
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-power">Kernel:
 *     /sys/class/power_supply</a>
 */
public final class PowersupplyclassCollector implements Collector {
    private static final List<String> LABELS = List.of(
            "capacity_level",
            "charge_type",
            "health",
            "manufacturer",
            "model_name",
            "serial_number",
            "status",
            "technology",
            "type",
            "usb_type",
            "scope");

    /** Files by the unit of their numbers; {@code file>name} if the metric has another name. */
    private static final List<SysMetric> METRICS = SysMetric.join(
            metrics(SysMetric.Unit.AS_IT_IS, """
                    authentic calibrate capacity capacity_alert_max capacity_alert_min cycle_count>cyclecount online present
                    time_to_empty_now>time_to_empty_seconds time_to_full_now>time_to_full_seconds"""),
            metrics(SysMetric.Unit.dividedBy(1e6), """
                    current_boot current_max current_now>current_ampere energy_empty energy_empty_design energy_full energy_full_design
                    energy_now>energy_watthour voltage_boot voltage_max voltage_max_design voltage_min voltage_min_design
                    voltage_now>voltage_volt voltage_ocv charge_control_limit charge_control_limit_max charge_counter charge_empty
                    charge_empty_design charge_full charge_full_design charge_now>charge_ampere charge_term_current
                    constant_charge_current constant_charge_current_max constant_charge_voltage constant_charge_voltage_max
                    precharge_current input_current_limit power_now>power_watt"""),
            metrics(SysMetric.Unit.dividedBy(10), """
                    temp>temp_celsius temp_alert_max>temp_alert_max_celsius temp_alert_min>temp_alert_min_celsius
                    temp_ambient>temp_ambient_celsius temp_ambient_max>temp_ambient_max_celsius
                    temp_ambient_min>temp_ambient_min_celsius temp_max>temp_max_celsius temp_min>temp_min_celsius"""));

    private final NameFilter supplies;

    private PowersupplyclassCollector(NameFilter supplies) {
        this.supplies = supplies;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> supplies = NameFilter.declareIgnored(
                flags,
                "collector.powersupply.ignored-supplies",
                "Regexp of power supplies to ignore for powersupplyclass collector.");
        return log -> new PowersupplyclassCollector(supplies.get());
    }

    /** A battery or an adapter; labels are names and values in turn. */
    record PowerSupply(String name, List<SysMetric.Value> values, List<String> labels) {
        static PowerSupply read(SysFolder supply) throws IOException {
            List<String> labels = new ArrayList<>(List.of("power_supply", supply.name()));
            for (String label : LABELS) {
                SysValue value = supply.read(label);
                String text = value.isRead() ? LabelValue.decode(value.bytes()).strip() : "";
                if (!text.isEmpty()) {
                    labels.add(label);
                    labels.add(text);
                }
            }
            return new PowerSupply(supply.name(), SysMetric.read(supply, METRICS), labels);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<PowerSupply> all = SysDevices.read(
                host.sys("class/power_supply"),
                "*",
                folder -> supplies.shows(folder.name()) ? PowerSupply.read(folder) : null);
        for (PowerSupply supply : all) {
            supply.values.forEach(value -> value.emit(out, "power_supply", supply.name));
            out.gauge(
                    "node_power_supply_info",
                    "info of /sys/class/power_supply/<power_supply>.",
                    1,
                    supply.labels.toArray(new String[0]));
        }
    }

    private static List<SysMetric> metrics(SysMetric.Unit unit, String files) {
        List<SysMetric> metrics = new ArrayList<>();
        for (String file : files.split("\\s+")) {
            int mark = file.indexOf('>');
            String name = file.substring(mark + 1);
            metrics.add(new SysMetric(
                    mark < 0 ? file : file.substring(0, mark),
                    MetricType.GAUGE,
                    "node_power_supply_" + name,
                    name + " value of /sys/class/power_supply/<power_supply>.",
                    unit));
        }
        return metrics;
    }
}
