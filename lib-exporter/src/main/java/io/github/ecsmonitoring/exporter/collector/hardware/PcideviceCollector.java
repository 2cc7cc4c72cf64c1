package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * PCI devices: their IDs, link speeds, power states and virtual functions, from {@code /sys/bus/pci/devices}. With
 * {@code --collector.pcidevice.names} also their names, from the file {@code pci.ids}.
 *
 * <pre>
 * node_pcidevice_info{bus="00",class_id="0x020000",device="05",device_id="0xec20",function="0",segment="0000",vendor_id="0x1d0f",…} 1
 * node_pcidevice_current_link_width{bus="01",device="00",function="0",segment="0000"} 4
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/PCI/sysfs-pci.html">Kernel: accessing PCI device resources through sysfs</a>
 */
public final class PcideviceCollector implements Collector {
    private static final List<String> POWER_STATES = List.of("D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error");

    /** Null without the flag. */
    private final PciIds names;

    private PcideviceCollector(PciIds names) {
        this.names = names;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<String> file = flags.text(
                "collector.pcidevice.idsfile", "", "Path to pci.ids file to use for PCI device identification.");
        Flag<Boolean> enabled = flags.toggle(
                "collector.pcidevice.names", false, "Enable PCI device name resolution (requires pci.ids file).");
        return log -> new PcideviceCollector(enabled.value() ? PciIds.load(file.value(), log) : null);
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (PciDevice device : SysDevices.read(host.sys("bus/pci/devices"), "*", PciDevice::read)) {
            out.gauge(
                    "node_pcidevice_info",
                    "Non-numeric data from /sys/bus/pci/devices/<location>, value is always 1.",
                    1,
                    infoLabels(device));
            emitLink(out, device);
            emitPower(out, device);
            emitVirtualFunctions(out, device);
        }
    }

    private String[] infoLabels(PciDevice device) {
        List<String> labels = new ArrayList<>(List.of(device.location().labels("")));
        labels.addAll(List.of(
                device.parent() == null
                        ? PciLocation.noLabels("parent_")
                        : device.parent().labels("parent_")));
        labels.addAll(List.of(
                "class_id",
                hexadecimal(device.classId()),
                "vendor_id",
                hexadecimal(device.vendor()),
                "device_id",
                hexadecimal(device.device()),
                "subsystem_vendor_id",
                hexadecimal(device.subsystemVendor()),
                "subsystem_device_id",
                hexadecimal(device.subsystemDevice()),
                "revision",
                hexadecimal(device.revision())));
        if (names != null) {
            labels.addAll(List.of(
                    "vendor_name",
                    names.vendor(device.vendor()),
                    "device_name",
                    names.device(device.vendor(), device.device()),
                    "subsystem_vendor_name",
                    names.vendor(device.subsystemVendor()),
                    "subsystem_device_name",
                    names.subsystem(device),
                    "class_name",
                    names.classOf(device.classId())));
        }
        return labels.toArray(new String[0]);
    }

    private static void emitLink(MetricSink out, PciDevice device) {
        emit(
                out,
                "node_pcidevice_max_link_transfers_per_second",
                "Value of maximum link's transfers per second (T/s)",
                device.maxSpeed(),
                device);
        emit(
                out,
                "node_pcidevice_max_link_width",
                "Value of maximum link's width (number of lanes)",
                device.maxWidth(),
                device);
        emit(
                out,
                "node_pcidevice_current_link_transfers_per_second",
                "Value of current link's transfers per second (T/s)",
                device.speed(),
                device);
        emit(
                out,
                "node_pcidevice_current_link_width",
                "Value of current link's width (number of lanes)",
                device.width(),
                device);
        if (device.numaNode().orElse(-1) != -1) {
            emit(
                    out,
                    "node_pcidevice_numa_node",
                    "NUMA node number for the PCI device. -1 indicates unknown or not available.",
                    device.numaNode(),
                    device);
        }
    }

    private static void emitPower(MetricSink out, PciDevice device) {
        emit(
                out,
                "node_pcidevice_d3cold_allowed",
                "Whether the PCIe device supports D3cold power state (0/1).",
                toBoolean(device.d3coldAllowed()),
                device);
        for (String state : device.powerState().isEmpty() ? List.<String>of() : POWER_STATES) {
            out.gauge(
                    "node_pcidevice_power_state",
                    "PCIe device power state, one of: D0, D1, D2, D3hot, D3cold, unknown or error.",
                    state.equals(device.powerState()) ? 1 : 0,
                    device.location().labels("", "state", state));
        }
    }

    private static void emitVirtualFunctions(MetricSink out, PciDevice device) {
        emit(
                out,
                "node_pcidevice_sriov_drivers_autoprobe",
                "Whether SR-IOV drivers autoprobe is enabled for the device (0/1).",
                toBoolean(device.driversAutoprobe()),
                device);
        emit(
                out,
                "node_pcidevice_sriov_numvfs",
                "Number of Virtual Functions (VFs) currently enabled for SR-IOV.",
                device.functions(),
                device);
        emit(
                out,
                "node_pcidevice_sriov_totalvfs",
                "Total number of Virtual Functions (VFs) supported by the device.",
                device.totalFunctions(),
                device);
        emit(
                out,
                "node_pcidevice_sriov_vf_total_msix",
                "Total number of MSI-X vectors for Virtual Functions.",
                device.interruptVectors(),
                device);
    }

    private static OptionalDouble toBoolean(OptionalDouble number) {
        return number.isEmpty() ? number : OptionalDouble.of(number.getAsDouble() == 0 ? 0 : 1);
    }

    private static void emit(MetricSink out, String metric, String help, OptionalDouble value, PciDevice device) {
        value.ifPresent(
                number -> out.gauge(metric, help, number, device.location().labels("")));
    }

    private static String hexadecimal(String id) {
        return id.isEmpty() ? "" : "0x" + id;
    }
}
