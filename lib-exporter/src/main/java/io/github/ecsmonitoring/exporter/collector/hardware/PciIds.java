package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of PCI devices by their hexadecimal IDs, from the file {@code pci.ids} of the distribution's package hwdata
 * or pci.ids.
 *
 * <pre>
 * 1d0f  Amazon.com, Inc.
 * {@literal TAB}ec20  Elastic Network Adapter (ENA)
 * {@literal TAB TAB}1d0f 0001  …
 * C 02  Network controller
 * {@literal TAB}00  Ethernet controller
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/pci.ids.5.html">pci.ids(5)</a>
 */
final class PciIds {
    private static final List<String> FILES = List.of("/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids");
    private static final String CLASS = "C ";

    /** By vendor, vendor:device, vendor:device:subvendor:subdevice; and by "C " and 2, 4 or 6 digits of a class. */
    private final Map<String, String> names = new HashMap<>();

    private PciIds() {}

    /** Reads the file, by default the first of {@link #FILES} that exists; without a file there are no names. */
    static PciIds load(String file, Log log) {
        for (String candidate : file.isEmpty() ? FILES : List.of(file)) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(FilePaths.of(candidate)), StandardCharsets.UTF_8))) {
                return parse(lines);
            } catch (IOException e) {
                log.debug("cannot read the names of PCI devices", "file", candidate, "err", e);
            }
        }
        return new PciIds();
    }

    /** A line begins with an ID; the number of tabs before it is its level. */
    static PciIds parse(BufferedReader lines) throws IOException {
        PciIds ids = new PciIds();
        String[] path = new String[3];
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int level = 0;
            while (level < line.length() && line.charAt(level) == '\t') {
                level++;
            }
            int gap = line.indexOf("  ");
            if (gap > level
                    && level < path.length
                    && line.charAt(0) != '#'
                    && (level == 0 || path[level - 1] != null)) {
                path[level] = key(level, path, line.substring(level, gap).strip());
                ids.names.put(path[level], line.substring(gap).strip());
                if (level == 0) {
                    path[1] = null;
                }
            }
        }
        return ids;
    }

    private static String key(int level, String[] path, String id) {
        if (level == 0) {
            return id;
        }
        return path[0].startsWith(CLASS) ? path[level - 1] + id : path[level - 1] + ':' + id.replace(' ', ':');
    }

    String vendor(String id) {
        return names.getOrDefault(id, id);
    }

    String device(String vendor, String device) {
        return names.getOrDefault(vendor + ':' + device, device);
    }

    String subsystem(PciDevice device) {
        return names.getOrDefault(
                device.vendor()
                        + ':'
                        + device.device()
                        + ':'
                        + device.subsystemVendor()
                        + ':'
                        + device.subsystemDevice(),
                device.subsystemDevice());
    }

    /** The name of the programming interface, else of the subclass, else of the class. */
    String classOf(String id) {
        for (int digits = 6; digits >= 2; digits -= 2) {
            String name = names.get(CLASS + id.substring(0, Math.min(digits, id.length())));
            if (name != null) {
                return name;
            }
        }
        return "Unknown class (" + id + ")";
    }
}
