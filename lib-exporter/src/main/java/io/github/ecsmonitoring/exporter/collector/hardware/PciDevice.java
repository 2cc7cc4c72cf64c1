package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.names.FilePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A PCI device of {@code /sys/bus/pci/devices}. IDs are hexadecimal without {@code 0x}, speeds are in transfers per
 * second.
 *
 * <p>A number is empty if it cannot be read; where the device or the kernel has none, it is the one that node_exporter
 * exposes.
 *
 * @param parent the bridge above; null for a device of the root bus
 * @param powerState empty if the kernel does not have the file
 */
record PciDevice(
        PciLocation location,
        PciLocation parent,
        String classId,
        String vendor,
        String device,
        String subsystemVendor,
        String subsystemDevice,
        String revision,
        OptionalDouble maxSpeed,
        OptionalDouble maxWidth,
        OptionalDouble speed,
        OptionalDouble width,
        OptionalDouble numaNode,
        OptionalDouble driversAutoprobe,
        OptionalDouble functions,
        OptionalDouble totalFunctions,
        OptionalDouble interruptVectors,
        OptionalDouble d3coldAllowed,
        String powerState) {
    private static final String SPEED_UNIT = " GT/s PCIe";
    private static final double GIGA = 1e9;
    /** As in node_exporter. */
    private static final int NO_LINK = -1;

    private static final int NO_NODE = -1;

    static PciDevice read(SysFolder folder) throws IOException {
        // A link: ../../../devices/pci0000:00/0000:00:02.1/0000:01:00.0
        Path target = Files.readSymbolicLink(FilePaths.of(folder.path()));
        Path parent = target.getParent();
        String above = parent == null || parent.getFileName() == null
                ? "pci"
                : parent.getFileName().toString();
        return new PciDevice(
                PciLocation.parse(target.getFileName().toString()),
                above.startsWith("pci") ? null : PciLocation.parse(above),
                id(folder, "class", 6),
                id(folder, "vendor", 4),
                id(folder, "device", 4),
                id(folder, "subsystem_vendor", 4),
                id(folder, "subsystem_device", 4),
                id(folder, "revision", 2),
                speed(folder, "max_link_speed"),
                number(folder, "max_link_width", NO_LINK),
                speed(folder, "current_link_speed"),
                number(folder, "current_link_width", NO_LINK),
                number(folder, "numa_node", NO_NODE),
                number(folder, "sriov_drivers_autoprobe", 0),
                number(folder, "sriov_numvfs", 0),
                number(folder, "sriov_totalvfs", 0),
                number(folder, "sriov_vf_total_msix", 0),
                number(folder, "d3cold_allowed", 0),
                folder.read("power_state").textOr(""));
    }

    /** Empty, and left out, if it cannot be read. */
    private static String id(SysFolder folder, String file, int digits) {
        try {
            return parseId(folder.path(file), folder.read(file).text(), digits);
        } catch (IOException e) {
            folder.omit(e);
            return "";
        }
    }

    private static String parseId(String path, String text, int digits) throws IOException {
        try {
            return PciLocation.hex(Integer.decode(text), digits);
        } catch (NumberFormatException e) {
            throw new IOException(path + ": expected a number in hexadecimal, got \"" + text + '"', e);
        }
    }

    private static OptionalDouble number(SysFolder folder, String file, double absent) {
        return isUnknown(folder.read(file)) ? OptionalDouble.of(absent) : folder.number(file);
    }

    /** {@code 8.0 GT/s PCIe}. */
    private static OptionalDouble speed(SysFolder folder, String file) {
        SysValue value = folder.read(file);
        try {
            return OptionalDouble.of(isUnknown(value) ? NO_LINK : parseSpeed(folder.path(file), value.text()));
        } catch (IOException e) {
            folder.omit(e);
            return OptionalDouble.empty();
        }
    }

    private static double parseSpeed(String path, String text) throws IOException {
        KernelText line = KernelText.of(path, text).firstLine();
        double speed = line.nextDecimal() * GIGA;
        if (!text.endsWith(SPEED_UNIT) || text.indexOf(' ') != text.length() - SPEED_UNIT.length()) {
            throw line.malformed("expected a number of" + SPEED_UNIT);
        }
        return speed;
    }

    /** Whether the file is absent or, as for a device without a link, has the text "Unknown". */
    private static boolean isUnknown(SysValue value) {
        return value.hasNone() || value.isRead() && isUnknown(value.textOr(""));
    }

    private static boolean isUnknown(String text) {
        return text.isEmpty() || text.startsWith("Unknown");
    }
}
