package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of PCI devices, by their IDs in hexadecimal, from the file {@code pci.ids} of the distribution's package
 * hwdata or pci.ids.
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

    /**
     * By vendor, vendor:device, vendor:device:subvendor:subdevice; and by "C " and two, four or six digits of a class.
     */
    private final Map<String, String> names = new HashMap<>();

    private PciIds() {}

    /** Reads the file, by default the first that is there; without one, there are no names. */
    static PciIds load(HostPaths paths, String file, Log log) {
        for (String candidate : file.isEmpty() ? FILES : List.of(file)) {
            try {
                return parse(paths.read(Path.of(candidate)));
            } catch (IOException e) {
                log.debug("can't read the names of PCI devices", "file", candidate, "err", e);
            }
        }
        return new PciIds();
    }

    /** A line begins with an ID, and a tab less or more is a level up or down. */
    static PciIds parse(KernelText text) {
        PciIds ids = new PciIds();
        String[] path = new String[3];
        while (text.nextLine()) {
            String line = text.line();
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
