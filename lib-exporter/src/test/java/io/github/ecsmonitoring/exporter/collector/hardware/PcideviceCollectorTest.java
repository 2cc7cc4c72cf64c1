package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcideviceCollectorTest {
    private static final String IDS = """
            # a comment
            1d0f  Amazon.com, Inc.
            \t1234  Another
            \tec20  Elastic Network Adapter (ENA)
            \t\t1d0f 0001  ENA of an instance
            \t\t\t1d0f  too deep
            C 01  Mass storage controller
            \t08  Non-Volatile memory controller
            \t\t02  NVM Express
            C 02  Network controller
            \t00  Ethernet controller
            """;
    private static final String DEVICE = "sys/devices/pci0000:00/0000:00:05.0";
    private static final String LINK = "sys/bus/pci/devices/0000:00:05.0";
    private static final String TARGET = "../../../devices/pci0000:00/0000:00:05.0";
    private static final String NIC = """
            class: 0x020000
            vendor: 0x1d0f
            device: 0xec20
            subsystem_vendor: 0x1d0f
            subsystem_device: 0x0001
            revision: 0x0a
            """;

    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesADeviceItsLinkAndItsFunctions() throws IOException {
        machine.with("sys/devices/pci0000:00/0000:00:05.0", """
                        class: 0x020000
                        vendor: 0x1d0f
                        device: 0xec20
                        subsystem_vendor: 0x1d0f
                        subsystem_device: 0x0001
                        revision: 0x0a
                        max_link_speed: 16.0 GT/s PCIe
                        max_link_width: 16
                        current_link_speed: 2.5 GT/s PCIe
                        current_link_width: 8
                        numa_node: 1
                        sriov_drivers_autoprobe: 1
                        sriov_numvfs: 4
                        sriov_offset: 128
                        sriov_stride: 2
                        sriov_totalvfs: 64
                        sriov_vf_device: 154c
                        sriov_vf_total_msix: 2048
                        d3cold_allowed: 1
                        power_state: D0
                        """)
                .link("sys/bus/pci/devices/0000:00:05.0", "../../../devices/pci0000:00/0000:00:05.0");
        assertThat(machine.page(PcideviceCollector::declare)).isEqualTo("""
                # HELP node_pcidevice_current_link_transfers_per_second Value of current link's transfers per second (T/s)
                # TYPE node_pcidevice_current_link_transfers_per_second gauge
                node_pcidevice_current_link_transfers_per_second{bus="00",device="05",function="0",segment="0000"} 2.5e+09
                # HELP node_pcidevice_current_link_width Value of current link's width (number of lanes)
                # TYPE node_pcidevice_current_link_width gauge
                node_pcidevice_current_link_width{bus="00",device="05",function="0",segment="0000"} 8
                # HELP node_pcidevice_d3cold_allowed Whether the PCIe device supports D3cold power state (0/1).
                # TYPE node_pcidevice_d3cold_allowed gauge
                node_pcidevice_d3cold_allowed{bus="00",device="05",function="0",segment="0000"} 1
                # HELP node_pcidevice_info Non-numeric data from /sys/bus/pci/devices/<location>, value is always 1.
                # TYPE node_pcidevice_info gauge
                node_pcidevice_info{bus="00",class_id="0x020000",device="05",device_id="0xec20",function="0",parent_bus="*",\
                parent_device="*",parent_function="*",parent_segment="*",revision="0x0a",segment="0000",subsystem_device_id="0x0001",\
                subsystem_vendor_id="0x1d0f",vendor_id="0x1d0f"} 1
                # HELP node_pcidevice_max_link_transfers_per_second Value of maximum link's transfers per second (T/s)
                # TYPE node_pcidevice_max_link_transfers_per_second gauge
                node_pcidevice_max_link_transfers_per_second{bus="00",device="05",function="0",segment="0000"} 1.6e+10
                # HELP node_pcidevice_max_link_width Value of maximum link's width (number of lanes)
                # TYPE node_pcidevice_max_link_width gauge
                node_pcidevice_max_link_width{bus="00",device="05",function="0",segment="0000"} 16
                # HELP node_pcidevice_numa_node NUMA node number for the PCI device. -1 indicates unknown or not available.
                # TYPE node_pcidevice_numa_node gauge
                node_pcidevice_numa_node{bus="00",device="05",function="0",segment="0000"} 1
                # HELP node_pcidevice_power_state PCIe device power state, one of: D0, D1, D2, D3hot, D3cold, unknown or error.
                # TYPE node_pcidevice_power_state gauge
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="D0"} 1
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="D1"} 0
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="D2"} 0
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="D3cold"} 0
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="D3hot"} 0
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="error"} 0
                node_pcidevice_power_state{bus="00",device="05",function="0",segment="0000",state="unknown"} 0
                # HELP node_pcidevice_sriov_drivers_autoprobe Whether SR-IOV drivers autoprobe is enabled for the device (0/1).
                # TYPE node_pcidevice_sriov_drivers_autoprobe gauge
                node_pcidevice_sriov_drivers_autoprobe{bus="00",device="05",function="0",segment="0000"} 1
                # HELP node_pcidevice_sriov_numvfs Number of Virtual Functions (VFs) currently enabled for SR-IOV.
                # TYPE node_pcidevice_sriov_numvfs gauge
                node_pcidevice_sriov_numvfs{bus="00",device="05",function="0",segment="0000"} 4
                # HELP node_pcidevice_sriov_totalvfs Total number of Virtual Functions (VFs) supported by the device.
                # TYPE node_pcidevice_sriov_totalvfs gauge
                node_pcidevice_sriov_totalvfs{bus="00",device="05",function="0",segment="0000"} 64
                # HELP node_pcidevice_sriov_vf_total_msix Total number of MSI-X vectors for Virtual Functions.
                # TYPE node_pcidevice_sriov_vf_total_msix gauge
                node_pcidevice_sriov_vf_total_msix{bus="00",device="05",function="0",segment="0000"} 2048
                """);
    }

    @Test
    void exposesADeviceBehindABridge() throws IOException {
        machine.with("sys/devices/pci0000:00/0000:00:1f.3", """
                        class: 0x060400
                        vendor: 0x1d0f
                        device: 0xec20
                        subsystem_vendor: 0x1d0f
                        subsystem_device: 0x0001
                        revision: 0x0a
                        max_link_speed: Unknown
                        max_link_width: 255
                        current_link_speed: Unknown speed
                        numa_node: -1
                        power_state: D3hot
                        """)
                .with("sys/devices/pci0000:00/0000:00:1f.3/10000:ff:00.7", """
                        class: 0x020000
                        vendor: 0x1d0f
                        device: 0xec20
                        subsystem_vendor: 0x1d0f
                        subsystem_device: 0x0001
                        revision: 0x0a
                        """)
                .link("sys/bus/pci/devices/0000:00:1f.3", "../../../devices/pci0000:00/0000:00:1f.3")
                .link("sys/bus/pci/devices/10000:ff:00.7", "../../../devices/pci0000:00/0000:00:1f.3/10000:ff:00.7");
        assertThat(machine.samples(PcideviceCollector::declare)).isEqualTo("""
                node_pcidevice_current_link_transfers_per_second{bus="00",device="1f",function="3",segment="0000"} -1
                node_pcidevice_current_link_transfers_per_second{bus="ff",device="00",function="7",segment="10000"} -1
                node_pcidevice_current_link_width{bus="00",device="1f",function="3",segment="0000"} -1
                node_pcidevice_current_link_width{bus="ff",device="00",function="7",segment="10000"} -1
                node_pcidevice_d3cold_allowed{bus="00",device="1f",function="3",segment="0000"} 0
                node_pcidevice_d3cold_allowed{bus="ff",device="00",function="7",segment="10000"} 0
                node_pcidevice_info{bus="00",class_id="0x060400",device="1f",device_id="0xec20",function="3",parent_bus="*",\
                parent_device="*",parent_function="*",parent_segment="*",revision="0x0a",segment="0000",subsystem_device_id="0x0001",\
                subsystem_vendor_id="0x1d0f",vendor_id="0x1d0f"} 1
                node_pcidevice_info{bus="ff",class_id="0x020000",device="00",device_id="0xec20",function="7",parent_bus="00",\
                parent_device="1f",parent_function="3",parent_segment="0000",revision="0x0a",segment="10000",\
                subsystem_device_id="0x0001",subsystem_vendor_id="0x1d0f",vendor_id="0x1d0f"} 1
                node_pcidevice_max_link_transfers_per_second{bus="00",device="1f",function="3",segment="0000"} -1
                node_pcidevice_max_link_transfers_per_second{bus="ff",device="00",function="7",segment="10000"} -1
                node_pcidevice_max_link_width{bus="00",device="1f",function="3",segment="0000"} 255
                node_pcidevice_max_link_width{bus="ff",device="00",function="7",segment="10000"} -1
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="D0"} 0
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="D1"} 0
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="D2"} 0
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="D3cold"} 0
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="D3hot"} 1
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="error"} 0
                node_pcidevice_power_state{bus="00",device="1f",function="3",segment="0000",state="unknown"} 0
                node_pcidevice_sriov_drivers_autoprobe{bus="00",device="1f",function="3",segment="0000"} 0
                node_pcidevice_sriov_drivers_autoprobe{bus="ff",device="00",function="7",segment="10000"} 0
                node_pcidevice_sriov_numvfs{bus="00",device="1f",function="3",segment="0000"} 0
                node_pcidevice_sriov_numvfs{bus="ff",device="00",function="7",segment="10000"} 0
                node_pcidevice_sriov_totalvfs{bus="00",device="1f",function="3",segment="0000"} 0
                node_pcidevice_sriov_totalvfs{bus="ff",device="00",function="7",segment="10000"} 0
                node_pcidevice_sriov_vf_total_msix{bus="00",device="1f",function="3",segment="0000"} 0
                node_pcidevice_sriov_vf_total_msix{bus="ff",device="00",function="7",segment="10000"} 0
                """);
    }

    @Test
    void namesDevicesByTheIdsFile() throws IOException {
        machine.with("root", "pci.ids", IDS.getBytes()).with(DEVICE, NIC).link(LINK, TARGET);
        String ids = "--collector.pcidevice.idsfile=" + machine.path("root/pci.ids");
        assertThat(machine.samples(PcideviceCollector::declare, "--collector.pcidevice.names", ids))
                .contains("""
                class_id="0x020000",class_name="Ethernet controller",device="05",device_id="0xec20",\
                device_name="Elastic Network Adapter (ENA)",\
                """, """
                subsystem_device_id="0x0001",subsystem_device_name="ENA of an instance",subsystem_vendor_id="0x1d0f",\
                subsystem_vendor_name="Amazon.com, Inc.",vendor_id="0x1d0f",vendor_name="Amazon.com, Inc."} 1
                """);
        assertThat(machine.samples(PcideviceCollector::declare, ids)).doesNotContain("_name=");
    }

    @Test
    void exposesIdsInsteadOfUnknownNames() throws IOException {
        machine.with(DEVICE, NIC).link(LINK, TARGET);
        assertThat(machine.samples(
                        PcideviceCollector::declare,
                        "--collector.pcidevice.names",
                        "--collector.pcidevice.idsfile=/none"))
                .contains(
                        "class_name=\"Unknown class (020000)\"",
                        "device_name=\"ec20\"",
                        "subsystem_device_name=\"0001\"",
                        "subsystem_vendor_name=\"1d0f\"",
                        "vendor_name=\"1d0f\"");
    }

    @Test
    void findsTheMostSpecificClassName() throws IOException {
        PciIds names = ids(IDS);
        assertThat(names.classOf("010802")).isEqualTo("NVM Express");
        assertThat(names.classOf("010803")).isEqualTo("Non-Volatile memory controller");
        assertThat(names.classOf("010102")).isEqualTo("Mass storage controller");
        assertThat(names.classOf("1d0f00")).isEqualTo("Unknown class (1d0f00)");
        assertThat(names.device("1d0f", "1234")).isEqualTo("Another");
        assertThat(names.vendor("8086")).isEqualTo("8086");
    }

    @Test
    void acceptsAnyTextAsIdsFile() throws IOException {
        for (String text : new String[] {"", "\t\t\t", "\t08  x", "\t\t02  y", "C ", "  ", "1d0f", "\0\1\2  \n\tx"}) {
            assertThat(ids(text).classOf("010802")).isEqualTo("Unknown class (010802)");
        }
    }

    @Test
    void hasNoDataWithoutTheBusAndEmptyLabelsWithoutFiles() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/bus/pci/devices");
        machine.with(DEVICE, "class: 0x020000").link(LINK, TARGET);
        assertThat(page()).contains("class_id=\"0x020000\"", "vendor_id=\"\"");
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        machine.with(DEVICE, NIC).link(LINK, TARGET);
        assertLeavesOut("vendor: x", "/vendor: expected a number in hexadecimal, got \"x\"");
        assertLeavesOut(
                "vendor: 0x1\nmax_link_speed: 8 GT/s",
                "/max_link_speed:1: expected a number of GT/s PCIe in \"8 GT/s\"");
        assertLeavesOut(
                "max_link_speed: x GT/s PCIe", "/max_link_speed:1: expected a number, got \"x\" in \"x GT/s PCIe\"");
        assertLeavesOut(
                "max_link_speed: 8.0 GT/s PCIe\nmax_link_width: x",
                "/max_link_width: expected a whole number, got \"x\"");
    }

    @Test
    void rejectsOtherTextAsLocation() {
        for (String text :
                new String[] {"", "0000:00:00", "0000:00:00:0", "0000.00.00.0", "g000:00:00.0", "0000:00:00.0.0", "::."
                }) {
            assertThatThrownBy(() -> PciLocation.parse(text))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("expected the address of a PCI device such as 0000:00:00.0, got \"" + text + '"');
        }
    }

    private static PciIds ids(String text) throws IOException {
        return PciIds.parse(new BufferedReader(new StringReader(text)));
    }

    private void assertLeavesOut(String files, String message) throws IOException {
        machine.with(DEVICE, files);
        assertThat(machine.error(PcideviceCollector::declare))
                .isEqualTo("…/sys/bus/pci/devices/0000:00:05.0" + message);
        assertThat(page()).contains("node_pcidevice_info{");
    }

    private String page() {
        return machine.failure(PcideviceCollector::declare);
    }
}
