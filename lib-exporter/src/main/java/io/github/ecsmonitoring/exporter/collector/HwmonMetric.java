package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.collector.SysMetric.Unit;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import java.util.Set;

/**
 * What a property of a sensor is called as a metric, and its unit: the file {@code temp1_max} is
 * {@code node_hwmon_temp_max_celsius}, a thousandth of its number. Most files of hwmon count thousandths, those of
 * power and energy millionths.
 *
 * @param isYes whether the file holds 1 for yes and 0 for no, and nothing else
 * @param isByLabel whether the label takes the place of the sensor's name
 */
record HwmonMetric(String name, String help, MetricType type, Unit unit, boolean isYes, boolean isByLabel) {
    private static final String PREFIX = "node_hwmon_";
    private static final Unit THOUSANDTHS = Unit.times(0.001);
    private static final Unit MILLIONTHS = Unit.dividedBy(1_000_000);
    private static final Set<String> REVOLUTIONS = Set.of("input", "min", "max", "target");
    private static final Set<String> INTERVALS =
            Set.of("average_interval", "average_interval_min", "average_interval_max");

    double value(double number) {
        return number * unit.factor() / unit.divisor();
    }

    /**
     * The metric of a property; {@code plain} is whether the sensor has a file without a property, {@code pwm1}, as
     * well.
     */
    static HwmonMetric of(String sensor, String property, boolean plain) {
        HwmonMetric ofChip = ofChip(sensor);
        if (ofChip != null) {
            return property.isEmpty() ? ofChip : null;
        }
        String name = PREFIX + sensor + suffix(property, plain);
        return switch (property) {
            case "fault", "alarm" ->
                gauge(name, "Hardware sensor " + property + " status (" + sensor + ")", Unit.AS_IT_IS);
            case "beep" -> gauge(name + "_enabled", "Hardware monitor sensor has beeping enabled", Unit.AS_IT_IS);
            default -> measured(sensor, property, name);
        };
    }

    /** What is no sensor but a setting of the whole chip. */
    private static HwmonMetric ofChip(String file) {
        return switch (file) {
            case "beep_enable" ->
                new HwmonMetric(
                        PREFIX + "beep_enabled", "Hardware beep enabled", MetricType.GAUGE, Unit.AS_IT_IS, true, false);
            case "vrm" -> gauge(PREFIX + "voltage_regulator_version", "Hardware voltage regulator", Unit.AS_IT_IS);
            case "update_interval" ->
                gauge(PREFIX + "update_interval_seconds", "Hardware monitor update interval", THOUSANDTHS);
            default -> null;
        };
    }

    private static String suffix(String property, boolean plain) {
        if (property.equals("input")) {
            return plain ? "_input" : "";
        }
        return property.isEmpty() ? "" : '_' + HwmonChip.clean(property);
    }

    private static HwmonMetric measured(String sensor, String property, String name) {
        String of = " (" + property + ")";
        return switch (sensor) {
            case "in", "cpu" -> gauge(name + "_volts", "Hardware monitor for voltage" + of, THOUSANDTHS);
            case "temp" ->
                property.equals("type")
                        ? other(sensor, property, name)
                        : gauge(
                                name + "_celsius",
                                "Hardware monitor for temperature" + (property.isEmpty() ? " (input)" : of),
                                THOUSANDTHS);
            case "curr" -> gauge(name + "_amps", "Hardware monitor for current" + of, THOUSANDTHS);
            case "energy" ->
                new HwmonMetric(
                        name + "_joule_total",
                        "Hardware monitor for joules used so far" + of,
                        MetricType.COUNTER,
                        MILLIONTHS,
                        false,
                        false);
            case "power" -> power(property, name);
            case "humidity" ->
                gauge(
                        name,
                        "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a "
                                + "percentage)" + of,
                        MILLIONTHS);
            case "fan" ->
                REVOLUTIONS.contains(property)
                        ? gauge(name + "_rpm", "Hardware monitor for fan revolutions per minute" + of, Unit.AS_IT_IS)
                        : other(sensor, property, name);
            case "freq" ->
                property.equals("input")
                        ? new HwmonMetric(
                                name + "_freq_mhz",
                                "Hardware monitor for GPU frequency in MHz",
                                MetricType.GAUGE,
                                MILLIONTHS,
                                false,
                                true)
                        : other(sensor, property, name);
            default -> other(sensor, property, name);
        };
    }

    private static HwmonMetric power(String property, String name) {
        if (property.equals("accuracy")) {
            return gauge(name, "Hardware monitor power meter accuracy, as a ratio", MILLIONTHS);
        }
        return INTERVALS.contains(property)
                ? gauge(
                        name + "_seconds",
                        "Hardware monitor power usage update interval (" + property + ")",
                        THOUSANDTHS)
                : gauge(name + "_watt", "Hardware monitor for power usage in watts (" + property + ")", MILLIONTHS);
    }

    private static HwmonMetric other(String sensor, String property, String name) {
        return gauge(name, "Hardware monitor " + sensor + " element " + property, Unit.AS_IT_IS);
    }

    private static HwmonMetric gauge(String name, String help, Unit unit) {
        return new HwmonMetric(name, help, MetricType.GAUGE, unit, false, false);
    }
}
