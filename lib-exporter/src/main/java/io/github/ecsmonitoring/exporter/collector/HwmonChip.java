package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param label its name in metrics. The number in {@code hwmon4} changes with the order in which drivers are loaded, so
 *     it is the device's place on its bus, {@code platform_coretemp_0}, where there is a device
 * @param driver what the driver calls it: {@code coretemp}; several chips can have one name
 */
record HwmonChip(SysFolder folder, String label, String driver) {

    static HwmonChip read(SysFolder folder) throws IOException {
        String driver = folder.find("name").orElse("");
        return new HwmonChip(folder, label(folder, driver), driver);
    }

    /**
     * Chips of one device have one label: the driver's name tells them apart or, if that is the same too, the folder's.
     */
    static List<HwmonChip> nameApart(List<HwmonChip> chips) {
        Map<String, Integer> labels = new HashMap<>();
        Map<String, Integer> drivers = new HashMap<>();
        for (HwmonChip chip : chips) {
            labels.merge(chip.label, 1, Integer::sum);
            drivers.merge(chip.label + '\0' + chip.driver, 1, Integer::sum);
        }
        List<HwmonChip> apart = new ArrayList<>();
        for (HwmonChip chip : chips) {
            String suffix = clean(chip.driver);
            if (suffix.isEmpty() || drivers.get(chip.label + '\0' + chip.driver) > 1) {
                suffix = clean(chip.folder.name());
            }
            boolean alone = labels.get(chip.label) == 1;
            apart.add(alone ? chip : new HwmonChip(chip.folder, chip.label + '_' + suffix, chip.driver));
        }
        return apart;
    }

    /** What the files say, by sensor and property; drivers of before 2013 have them in the device's folder. */
    Map<String, Map<String, String>> readSensors() throws IOException {
        Map<String, Map<String, String>> sensors = new TreeMap<>();
        readSensors(folder, sensors);
        if (folder.has("device")) {
            readSensors(folder.in("device"), sensors);
        }
        return sensors;
    }

    private static void readSensors(SysFolder folder, Map<String, Map<String, String>> sensors) throws IOException {
        for (String name : folder.names()) {
            HwmonFile file = HwmonFile.parse(name);
            if (file.isSensor()) {
                try {
                    // Blanks are part of a label.
                    String text =
                            LabelValue.decode(Files.readAllBytes(folder.path().resolve(name)));
                    sensors.computeIfAbsent(file.sensor(), sensor -> new TreeMap<>())
                            .put(file.property(), withoutLineEnd(text));
                } catch (IOException unreadable) {
                    // A sensor that is not connected, or the folder "power": it has no value.
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
            Path device = folder.path().resolve("device").toRealPath();
            String name = clean(name(device));
            String bus = clean(name(device.getParent()));
            if (!name.isEmpty()) {
                return bus.isEmpty() ? name : bus + '_' + name;
            }
        }
        String name = clean(driver);
        return name.isEmpty() ? clean(name(folder.path().toRealPath())) : name;
    }

    private static String name(Path path) {
        return path == null || path.getFileName() == null
                ? ""
                : path.getFileName().toString();
    }

    /**
     * What can stand in a metric's name: lower case, with underscores in the place of all else but none at the ends.
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
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ':';
    }
}
