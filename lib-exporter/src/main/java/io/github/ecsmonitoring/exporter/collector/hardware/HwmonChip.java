package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.exposition.LabelValue;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chip with sensors.
 *
 * @param label the name in metrics: bus and device, {@code platform_coretemp_0}, since the number of {@code hwmon4}
 *     depends on the order in which drivers are loaded; without a device the driver's or the folder's name
 * @param driver the driver's name of the chip, {@code coretemp}; several chips can have the same
 */
record HwmonChip(SysFolder folder, String label, String driver) {

    static HwmonChip read(SysFolder folder) throws IOException {
        String driver = folder.read("name").textOr("");
        return new HwmonChip(folder, label(folder, driver), driver);
    }

    /**
     * Adds to labels that several chips of a device share the driver's name or, if they share that too, the folder's.
     */
    static List<HwmonChip> withUniqueLabels(List<HwmonChip> chips) {
        Map<String, Integer> labels = new HashMap<>();
        Map<String, Integer> drivers = new HashMap<>();
        for (HwmonChip chip : chips) {
            labels.merge(chip.label, 1, Integer::sum);
            drivers.merge(chip.label + '\0' + chip.driver, 1, Integer::sum);
        }
        List<HwmonChip> unique = new ArrayList<>();
        for (HwmonChip chip : chips) {
            String suffix = clean(chip.driver);
            if (suffix.isEmpty() || drivers.get(chip.label + '\0' + chip.driver) > 1) {
                suffix = clean(chip.folder.name());
            }
            boolean alone = labels.get(chip.label) == 1;
            unique.add(alone ? chip : new HwmonChip(chip.folder, chip.label + '_' + suffix, chip.driver));
        }
        return unique;
    }

    /** The files' texts by sensor and property; drivers before 2013 have the files in the device's folder. */
    Map<String, Map<String, String>> readSensors() throws IOException {
        Map<String, Map<String, String>> sensors = new TreeMap<>();
        readSensors(folder, sensors);
        if (folder.has("device")) {
            readSensors(folder.folder("device"), sensors);
        }
        return sensors;
    }

    private static void readSensors(SysFolder folder, Map<String, Map<String, String>> sensors) throws IOException {
        for (String name : folder.list().orFail().names()) {
            HwmonFile file = HwmonFile.parse(name);
            if (file.isSensor()) {
                SysValue value = folder.read(name);
                // Not read: a sensor that is not connected, or the folder "power".
                if (value.isRead()) {
                    // Not stripped: blanks are part of a label.
                    String text = withoutLineEnd(LabelValue.decode(value.bytes()));
                    sensors.computeIfAbsent(file.sensor(), sensor -> new TreeMap<>())
                            .put(file.property(), text);
                }
            }
        }
    }

    private static String withoutLineEnd(String text) {
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    private static String label(SysFolder folder, String driver) throws IOException {
        if (folder.has("device")) {
            Path device = FilePaths.of(folder.path("device")).toRealPath();
            String name = clean(name(device));
            String bus = clean(name(device.getParent()));
            if (!name.isEmpty()) {
                return bus.isEmpty() ? name : bus + '_' + name;
            }
        }
        String name = clean(driver);
        return name.isEmpty() ? clean(name(FilePaths.of(folder.path()).toRealPath())) : name;
    }

    private static String name(Path path) {
        return path == null || path.getFileName() == null ? "" : FilePaths.name(path);
    }

    /**
     * The text in lower case, with underscores in place of characters that metric names cannot have, none at the ends.
     */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> clean.append(isPlain(c) ? (char) c : '_'));
        int from = 0;
        int to = clean.length();
        while (from < to && clean.charAt(from) == '_') {
            from++;
        }
        while (to > from && clean.charAt(to - 1) == '_') {
            to--;
        }
        return clean.substring(from, to);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || KernelNumber.isDigit(c) || c == ':';
    }
}
