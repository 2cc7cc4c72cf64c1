package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric.Unit;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import java.util.List;
import java.util.Map;

/**
 * The metric of a sensor's property: the file {@code temp1_max} becomes {@code node_hwmon_temp_max_celsius}, a
 * thousandth of its number. Most files of hwmon count thousandths, those of power and energy millionths.
 */
record HwmonMetric(MetricType type, String name, String help, Unit unit) {
    private static final String PREFIX = "node_hwmon_";
    private static final Unit THOUSANDTHS = Unit.times(0.001);
    private static final Unit MILLIONTHS = Unit.dividedBy(1_000_000);

    private static final String BEEP_ENABLED = PREFIX + "beep_enabled";
    private static final String FREQUENCY = "_freq_mhz";

    /** Settings of the whole chip, by file. */
    private static final Map<String, HwmonMetric> SETTINGS = Map.of(
            "beep_enable", setting("beep_enabled", "Hardware beep enabled", Unit.AS_IT_IS),
            "vrm", setting("voltage_regulator_version", "Hardware voltage regulator", Unit.AS_IT_IS),
            "update_interval", setting("update_interval_seconds", "Hardware monitor update interval", THOUSANDTHS));

    /** The first rule that matches makes the metric; {@code *} matches all. */
    private static final List<Rule> RULES = List.of(
            gauge("*", "fault|alarm", "", "Hardware sensor {property} status ({sensor})", Unit.AS_IT_IS),
            gauge("*", "beep", "_enabled", "Hardware monitor sensor has beeping enabled", Unit.AS_IT_IS),
            gauge("in|cpu", "*", "_volts", "Hardware monitor for voltage ({property})", THOUSANDTHS),
            gauge("temp", "type", "", Rule.OTHER, Unit.AS_IT_IS),
            gauge("temp", "", "_celsius", "Hardware monitor for temperature (input)", THOUSANDTHS),
            gauge("temp", "*", "_celsius", "Hardware monitor for temperature ({property})", THOUSANDTHS),
            gauge("curr", "*", "_amps", "Hardware monitor for current ({property})", THOUSANDTHS),
            new Rule(
                    "energy",
                    "*",
                    MetricType.COUNTER,
                    "_joule_total",
                    "Hardware monitor for joules used so far ({property})",
                    MILLIONTHS),
            gauge("power", "accuracy", "", "Hardware monitor power meter accuracy, as a ratio", MILLIONTHS),
            gauge(
                    "power",
                    "average_interval|average_interval_min|average_interval_max",
                    "_seconds",
                    "Hardware monitor power usage update interval ({property})",
                    THOUSANDTHS),
            gauge("power", "*", "_watt", "Hardware monitor for power usage in watts ({property})", MILLIONTHS),
            gauge(
                    "humidity",
                    "*",
                    "",
                    "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage)"
                            + " ({property})",
                    MILLIONTHS),
            gauge(
                    "fan",
                    "input|min|max|target",
                    "_rpm",
                    "Hardware monitor for fan revolutions per minute ({property})",
                    Unit.AS_IT_IS),
            gauge("freq", "input", FREQUENCY, "Hardware monitor for GPU frequency in MHz", MILLIONTHS),
            gauge("*", "*", "", Rule.OTHER, Unit.AS_IT_IS));

    /** Types of sensors and properties, and how their metric is made. */
    private record Rule(
            List<String> sensors, List<String> properties, MetricType type, String suffix, String help, Unit unit) {
        private static final String OTHER = "Hardware monitor {sensor} element {property}";
        private static final List<String> ALL = List.of("*");

        Rule(String sensors, String properties, MetricType type, String suffix, String help, Unit unit) {
            this(List.of(sensors.split("\\|")), List.of(properties.split("\\|")), type, suffix, help, unit);
        }

        boolean matches(String sensor, String property) {
            return (sensors.equals(ALL) || sensors.contains(sensor))
                    && (properties.equals(ALL) || properties.contains(property));
        }

        HwmonMetric metric(String sensor, String property, String name) {
            String text = help.replace("{sensor}", sensor).replace("{property}", property);
            return new HwmonMetric(type, name + suffix, text, unit);
        }
    }

    /**
     * The metric of a property; null if a setting of the chip has one.
     *
     * @param plain whether the sensor also has a file without a property, such as {@code pwm1}
     */
    static HwmonMetric of(String sensor, String property, boolean plain) {
        HwmonMetric setting = SETTINGS.get(sensor);
        if (setting != null) {
            return property.isEmpty() ? setting : null;
        }
        for (Rule rule : RULES) {
            if (rule.matches(sensor, property)) {
                return rule.metric(sensor, property, PREFIX + sensor + suffix(property, plain));
            }
        }
        throw new IllegalStateException("no rule for " + sensor + '_' + property);
    }

    double value(double number) {
        return number * unit.factor() / unit.divisor();
    }

    /** Whether the file holds 0 or 1 and any other number is invalid. */
    boolean isBoolean() {
        return name.equals(BEEP_ENABLED);
    }

    /** Whether the label replaces the sensor's name. */
    boolean isByLabel() {
        return name.endsWith(FREQUENCY);
    }

    private static String suffix(String property, boolean plain) {
        if (property.equals("input")) {
            return plain ? "_input" : "";
        }
        return property.isEmpty() ? "" : '_' + HwmonChip.clean(property);
    }

    private static HwmonMetric setting(String name, String help, Unit unit) {
        return new HwmonMetric(MetricType.GAUGE, PREFIX + name, help, unit);
    }

    private static Rule gauge(String sensors, String properties, String suffix, String help, Unit unit) {
        return new Rule(sensors, properties, MetricType.GAUGE, suffix, help, unit);
    }
}
