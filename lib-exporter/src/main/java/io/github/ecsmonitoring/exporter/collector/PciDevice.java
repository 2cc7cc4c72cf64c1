package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A PCI device as {@code /sys/bus/pci/devices} shows it. IDs are in hexadecimal without {@code 0x}; speeds in transfers
 * per second.
 *
 * @param parent the bridge before it; null for one that hangs on the host
 * @param powerState empty if the kernel does not say
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

    static PciDevice read(SysFolder folder) throws IOException {
        // A link: ../../../devices/pci0000:00/0000:00:02.1/0000:01:00.0
        Path place = Files.readSymbolicLink(folder.path());
        Path parent = place.getParent();
        String above = parent == null || parent.getFileName() == null
                ? "pci"
                : parent.getFileName().toString();
        return new PciDevice(
                PciLocation.parse(place.getFileName().toString()),
                above.startsWith("pci") ? null : PciLocation.parse(above),
                id(folder, "class", 6),
                id(folder, "vendor", 4),
                id(folder, "device", 4),
                id(folder, "subsystem_vendor", 4),
                id(folder, "subsystem_device", 4),
                id(folder, "revision", 2),
                speed(folder, "max_link_speed"),
                number(folder, "max_link_width"),
                speed(folder, "current_link_speed"),
                number(folder, "current_link_width"),
                number(folder, "numa_node"),
                number(folder, "sriov_drivers_autoprobe"),
                number(folder, "sriov_numvfs"),
                number(folder, "sriov_totalvfs"),
                number(folder, "sriov_vf_total_msix"),
                number(folder, "d3cold_allowed"),
                folder.find("power_state").orElse(""));
    }

    private static String id(SysFolder folder, String file, int digits) throws IOException {
        String text = folder.text(file);
        try {
            return PciLocation.hex(Integer.decode(text), digits);
        } catch (NumberFormatException e) {
            throw new IOException(
                    folder.path().resolve(file) + ": expected a number in hexadecimal, got \"" + text + '"', e);
        }
    }

    private static OptionalDouble number(SysFolder folder, String file) throws IOException {
        String text = folder.find(file).orElse("");
        return isUnknown(text) ? OptionalDouble.empty() : folder.findNumber(file);
    }

    /** {@code 8.0 GT/s PCIe}. */
    private static OptionalDouble speed(SysFolder folder, String file) throws IOException {
        String text = folder.find(file).orElse("");
        if (isUnknown(text)) {
            return OptionalDouble.empty();
        }
        KernelText line =
                KernelText.of(folder.path().resolve(file).toString(), text).firstLine();
        double speed = line.nextDecimal() * GIGA;
        if (!text.endsWith(SPEED_UNIT) || text.indexOf(' ') != text.length() - SPEED_UNIT.length()) {
            throw line.malformed("expected a number of" + SPEED_UNIT);
        }
        return OptionalDouble.of(speed);
    }

    /** What the kernel writes for a device whose link has no speed or no width. */
    private static boolean isUnknown(String text) {
        return text.isEmpty() || text.startsWith("Unknown");
    }
}
