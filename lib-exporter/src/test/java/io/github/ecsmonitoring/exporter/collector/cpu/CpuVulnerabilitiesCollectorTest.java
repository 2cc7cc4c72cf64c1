package io.github.ecsmonitoring.exporter.collector.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuVulnerabilitiesCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void createMachine() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesTheStateOfEachVulnerability() throws IOException {
        machine.with("sys/devices/system/cpu/vulnerabilities", """
                        itlb_multihit: Not affected
                        mds: Vulnerable: Clear CPU buffers attempted, no microcode; SMT Host state unknown
                        meltdown: Mitigation: PTI
                        retbleed: Unknown: No mitigations
                        spec_rstack_overflow: Vulnerable
                        something_new: Processor vulnerable
                        spectre_v2: Mitigation: Enhanced / Automatic IBRS; IBPB: conditional; PBRSB-eIBRS: SW sequence
                        """);
        assertThat(machine.page(new CpuVulnerabilitiesCollector())).isEqualTo("""
                # HELP node_cpu_vulnerabilities_info Details of each CPU vulnerability reported by sysfs. The value of the series is an \
                int encoded state of the vulnerability. The same state is stored as a string in the label
                # TYPE node_cpu_vulnerabilities_info gauge
                node_cpu_vulnerabilities_info{codename="itlb_multihit",mitigation="",state="not affected"} 1
                node_cpu_vulnerabilities_info{codename="mds",mitigation="Clear CPU buffers attempted, no microcode; SMT Host state \
                unknown",state="vulnerable"} 1
                node_cpu_vulnerabilities_info{codename="meltdown",mitigation="PTI",state="mitigation"} 1
                node_cpu_vulnerabilities_info{codename="retbleed",mitigation="No mitigations",state="unknown"} 1
                node_cpu_vulnerabilities_info{codename="something_new",mitigation="Processor vulnerable",state="unknown"} 1
                node_cpu_vulnerabilities_info{codename="spec_rstack_overflow",mitigation="",state="vulnerable"} 1
                node_cpu_vulnerabilities_info{codename="spectre_v2",mitigation="Enhanced / Automatic IBRS; IBPB: conditional; \
                PBRSB-eIBRS: SW sequence",state="mitigation"} 1
                """);
    }

    @Test
    void exposesNothingWithoutTheFolder() throws IOException {
        assertThat(machine.page(new CpuVulnerabilitiesCollector())).isEmpty();
    }

    @Test
    void exposesUnrecognizedTextAsUnknown() throws IOException {
        machine.with("sys/devices/system/cpu/vulnerabilities", "empty", new byte[0])
                .with("sys/devices/system/cpu/vulnerabilities", "binary", new byte[] {1, 0, '"', '\n', '\\'})
                .with("sys/devices/system/cpu/vulnerabilities", "windows", "Not affected\r\n".getBytes());
        assertThat(machine.samples(new CpuVulnerabilitiesCollector())).isEqualTo("""
                node_cpu_vulnerabilities_info{codename="binary",mitigation="\1\0\\"\\n\\\\",state="unknown"} 1
                node_cpu_vulnerabilities_info{codename="empty",mitigation="",state="unknown"} 1
                node_cpu_vulnerabilities_info{codename="windows",mitigation="",state="not affected"} 1
                """);
    }
}
