package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A PCI device of {@code /sys/bus/pci/devices}. IDs are hexadecimal without {@code 0x}, speeds are in transfers per
 * second.
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

    static PciDevice read(SysFolder folder) throws IOException {
        // A link: ../../../devices/pci0000:00/0000:00:02.1/0000:01:00.0
        Path target = Files.readSymbolicLink(folder.path());
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
                number(folder, "max_link_width"),
                speed(folder, "current_link_speed"),
                number(folder, "current_link_width"),
                number(folder, "numa_node"),
                number(folder, "sriov_drivers_autoprobe"),
                number(folder, "sriov_numvfs"),
                number(folder, "sriov_totalvfs"),
                number(folder, "sriov_vf_total_msix"),
                number(folder, "d3cold_allowed"),
                folder.read("power_state").textOr(""));
    }

    private static String id(SysFolder folder, String file, int digits) throws IOException {
        String text = folder.read(file).text();
        try {
            return PciLocation.hex(Integer.decode(text), digits);
        } catch (NumberFormatException e) {
            throw new IOException(
                    folder.path().resolve(file) + ": expected a number in hexadecimal, got \"" + text + '"', e);
        }
    }

    private static OptionalDouble number(SysFolder folder, String file) throws IOException {
        SysValue value = folder.read(file);
        return isUnknown(value.textOr("")) ? OptionalDouble.empty() : OptionalDouble.of(value.number());
    }

    /** {@code 8.0 GT/s PCIe}. */
    private static OptionalDouble speed(SysFolder folder, String file) throws IOException {
        String text = folder.read(file).textOr("");
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

    /** Whether the file is absent or, as for a device without a link, has the text "Unknown". */
    private static boolean isUnknown(String text) {
        return text.isEmpty() || text.startsWith("Unknown");
    }
}
