package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesTheEnergyOfEachZone() throws IOException {
        machine.with("sys/class/powercap/intel-rapl", """
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0", """
                        name: package-0
                        energy_uj: 240422366267
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0:0", """
                        name: core
                        energy_uj: 118821284256
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0:1", """
                        name: dram
                        energy_uj: 1
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:1", """
                        name: package-1
                        energy_uj: 7000000
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:1:0", """
                        name: core
                        energy_uj: 2500000
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:2", """
                        name: psys
                        energy_uj: 18446744073709551615
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:3", """
                        name: package-0-die-1
                        energy_uj: 3000000
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """);
        assertThat(machine.page(RaplCollector::declare)).isEqualTo("""
                # HELP node_rapl_core_joules_total Current RAPL core value in joules
                # TYPE node_rapl_core_joules_total counter
                node_rapl_core_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0:0"} 118821.284256
                node_rapl_core_joules_total{index="1",path="…/sys/class/powercap/intel-rapl:1:0"} 2.5
                # HELP node_rapl_dram_joules_total Current RAPL dram value in joules
                # TYPE node_rapl_dram_joules_total counter
                node_rapl_dram_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0:1"} 1e-06
                # HELP node_rapl_package_0_die_1_joules_total Current RAPL package-0-die-1 value in joules
                # TYPE node_rapl_package_0_die_1_joules_total counter
                node_rapl_package_0_die_1_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:3"} 3
                # HELP node_rapl_package_joules_total Current RAPL package value in joules
                # TYPE node_rapl_package_joules_total counter
                node_rapl_package_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0"} 240422.366267
                node_rapl_package_joules_total{index="1",path="…/sys/class/powercap/intel-rapl:1"} 7
                # HELP node_rapl_psys_joules_total Current RAPL psys value in joules
                # TYPE node_rapl_psys_joules_total counter
                node_rapl_psys_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:2"} 1.844674407370955e+13
                """);
    }

    @Test
    void exposesTheZoneAsLabelWithTheFlag() throws IOException {
        machine.with("sys/class/powercap/intel-rapl", """
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0", """
                        name: package-0
                        energy_uj: 240422366267
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0:0", """
                        name: core
                        energy_uj: 118821284256
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:0:1", """
                        name: dram
                        energy_uj: 1
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """)
                .with("sys/class/powercap/intel-rapl:3", """
                        name: package-0-die-1
                        energy_uj: 3000000
                        max_energy_range_uj: 262143328850
                        enabled: 1
                        """);
        assertThat(machine.page(RaplCollector::declare, "--collector.rapl.enable-zone-label"))
                .isEqualTo("""
                # HELP node_rapl_joules_total Current RAPL value in joules
                # TYPE node_rapl_joules_total counter
                node_rapl_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0",rapl_zone="package"} 240422.366267
                node_rapl_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0:0",rapl_zone="core"} 118821.284256
                node_rapl_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0:1",rapl_zone="dram"} 1e-06
                node_rapl_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:3",rapl_zone="package-0-die-1"} 3
                """);
    }

    @Test
    void hasNoDataWithoutTheClassAndNoSamplesWithoutAZone() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/powercap");
        machine.with("sys/class/powercap/intel-rapl", "enabled: 1").with("sys/class/powercap/dtpm", "name: dtpm");
        assertThat(page()).isEmpty();
    }

    @Test
    void reportsTheMalformedFile() throws IOException {
        for (String damaged : new String[] {"", "x", "1 2", "18446744073709551616"}) {
            machine.with("sys/class/powercap/intel-rapl:0", "name: core\nenergy_uj: " + damaged);
            assertThat(page())
                    .isEqualTo(
                            "IOException: …/sys/class/powercap/intel-rapl:0/energy_uj: expected a whole number, got \""
                                    + damaged + '"');
        }
    }

    private String page() {
        return machine.failure(RaplCollector::declare);
    }
}
