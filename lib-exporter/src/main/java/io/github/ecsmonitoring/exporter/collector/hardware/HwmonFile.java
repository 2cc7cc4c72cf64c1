package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.host.KernelNumber;
import java.util.Set;

/**
 * The parts of a file name of hwmon: {@code temp1_max} is the property {@code max} of the sensor {@code temp1}, which
 * has the type {@code temp}. A file of the whole chip is a sensor with the number 0: {@code beep_enable0}.
 */
record HwmonFile(String type, int number, String property) {
    private static final Set<String> TYPES = Set.of(
            "vrm",
            "beep_enable",
            "update_interval",
            "in",
            "cpu",
            "fan",
            "pwm",
            "temp",
            "curr",
            "power",
            "energy",
            "humidity",
            "intrusion",
            "freq");
    private static final HwmonFile NONE = new HwmonFile("", 0, "");

    /** The parts of a name; the type is empty if the name has another form. */
    static HwmonFile parse(String name) {
        int digits = 0;
        while (digits < name.length() && !KernelNumber.isDigit(name.charAt(digits))) {
            digits++;
        }
        int rest = digits;
        while (rest < name.length() && KernelNumber.isDigit(name.charAt(rest))) {
            rest++;
        }
        boolean whole = rest == name.length();
        boolean property = !whole && name.charAt(rest) == '_' && rest + 1 < name.length();
        if (digits == 0 || rest - digits > 9 || !whole && !property) {
            return NONE;
        }
        return new HwmonFile(
                name.substring(0, digits),
                rest == digits ? 0 : Integer.parseInt(name, digits, rest, 10),
                whole ? "" : name.substring(rest + 1));
    }

    boolean isSensor() {
        return TYPES.contains(type);
    }

    String sensor() {
        return type + number;
    }
}
