package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptsCollectorTest {
    static final String TEXT = """
                       CPU0       CPU1
             24:          1          0  IO-APIC   5-edge      ACPI:Ged
             16:       7701 18446744073709551615  IR-IO-APIC-fasteoi   ehci_hcd:usb1, mmc0
            LOC:  1563570    1596086   Local timer interrupts
            IPI0:1234567890 2345678901 Rescheduling interrupts
            ERR:          0
            MIS:          0
            """;

    @TempDir
    Path folder;

    @Test
    void exposesInterruptsByCpu() throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", TEXT);
        assertThat(machine.collector(InterruptsCollector::declare).page()).isEqualTo("""
                # HELP node_interrupts_total Interrupt details.
                # TYPE node_interrupts_total counter
                node_interrupts_total{cpu="0",devices="",info="Local timer interrupts",type="LOC"} 1.56357e+06
                node_interrupts_total{cpu="0",devices="",info="Rescheduling interrupts",type="IPI0"} 1.23456789e+09
                node_interrupts_total{cpu="0",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 1
                node_interrupts_total{cpu="0",devices="ehci_hcd:usb1, mmc0",info="IR-IO-APIC-fasteoi",type="16"} 7701
                node_interrupts_total{cpu="1",devices="",info="Local timer interrupts",type="LOC"} 1.596086e+06
                node_interrupts_total{cpu="1",devices="",info="Rescheduling interrupts",type="IPI0"} 2.345678901e+09
                node_interrupts_total{cpu="1",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 0
                node_interrupts_total{cpu="1",devices="ehci_hcd:usb1, mmc0",info="IR-IO-APIC-fasteoi",type="16"} 1.8446744073709552e+19
                """);
    }

    @Test
    void updatesDevicesBetweenScrapes() throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", """
                 CPU0
                24: 1 IO-APIC 5-edge eth0
                25: 1 IO-APIC 6-edge nvme0q1
                26: 1 IO-APIC 7-edge
                """);
        MachineCollector collector = machine.collector(InterruptsCollector::declare);
        collector.page();
        machine.with("proc/interrupts", """
                 CPU0
                24: 2 IO-APIC 5-edge eth0, eth1
                25: 3 IO-APIC 6-edge
                26: 4 IO-APIC 7-edge eth2
                """);
        assertThat(collector.samples()).isEqualTo("""
                node_interrupts_total{cpu="0",devices="5-edge eth0, eth1",info="IO-APIC",type="24"} 2
                node_interrupts_total{cpu="0",devices="6-edge",info="IO-APIC",type="25"} 3
                node_interrupts_total{cpu="0",devices="7-edge eth2",info="IO-APIC",type="26"} 4
                """);
    }

    @Test
    void omitsZerosWhenDisabled() throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", " CPU0 CPU1\nNMI: 0 7 Non-maskable interrupts\n");
        MachineCollector collector =
                machine.collector(InterruptsCollector::declare, "--no-collector.interrupts.include-zeros");
        assertThat(collector.samples()).isEqualTo("""
                node_interrupts_total{cpu="1",devices="",info="Non-maskable interrupts",type="NMI"} 7
                """);
    }

    @Test
    void filtersByNameInfoAndDevices() throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", TEXT);
        MachineCollector collector = machine.collector(
                InterruptsCollector::declare,
                "--collector.interrupts.name-include=;IO-APIC;.*Ged$|^LOC|^IPI",
                "--collector.interrupts.name-exclude=Rescheduling");
        assertThat(collector.samples()).isEqualTo("""
                node_interrupts_total{cpu="0",devices="",info="Local timer interrupts",type="LOC"} 1.56357e+06
                node_interrupts_total{cpu="0",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 1
                node_interrupts_total{cpu="1",devices="",info="Local timer interrupts",type="LOC"} 1.596086e+06
                node_interrupts_total{cpu="1",devices="5-edge ACPI:Ged",info="IO-APIC",type="24"} 0
                """);
    }

    @Test
    void skipsLinesWithoutACountForEachCpu() throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", "CPU0 CPU1\nERR: 0\nno colon\n 24: 1 0\n\n");
        assertThat(machine.collector(InterruptsCollector::declare).page()).isEmpty();
    }

    @Test
    void leavesOutMalformedText() throws IOException {
        assertLeavesOut("", "/proc/interrupts: the file is empty");
        assertLeavesOut(
                "CPU0 CPU1\r\n 24: 1 x edge\r\n",
                "/proc/interrupts:2: expected an unsigned number, got \"x\" in \" 24: 1 x edge\"");
        assertLeavesOut(
                "CPU0\nLOC: \0\1 a\n",
                "/proc/interrupts:2: expected an unsigned number, got \"\0\1\" in \"LOC: \0\1 a\"");
    }

    private void assertLeavesOut(String text, String message) throws IOException {
        Machine machine = new Machine(folder).with("proc/interrupts", text);
        assertThat(machine.collector(InterruptsCollector::declare).error()).isEqualTo(folder + message);
    }
}
