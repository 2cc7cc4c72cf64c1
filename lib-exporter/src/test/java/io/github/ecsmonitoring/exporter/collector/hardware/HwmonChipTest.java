package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labels of chips and the folders of their files. */
class HwmonChipTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void namesAChipByItsDeviceThenItsDriverThenItsFolder() throws IOException {
        machine.with("sys/devices/pci0000:00/0000:03:00.0", """
                        uevent: x
                        """)
                .with("sys/devices/virtual/thermal_zone0/hwmon1", """
                        name: acpitz
                        temp1_input: 1000
                        """)
                .link("sys/class/hwmon/hwmon1", "../../devices/virtual/thermal_zone0/hwmon1")
                .with("sys/class/hwmon/hwmon0", """
                        name: k10temp
                        temp1_input: 2000
                        """)
                .link("sys/class/hwmon/hwmon0/device", "../../../devices/pci0000:00/0000:03:00.0")
                .with("sys/class/hwmon/hwmon2", """
                        temp1_input: 3000
                        """);
        assertThat(machine.samples(HwmonCollector::declare)).isEqualTo("""
                node_hwmon_chip_names{chip="acpitz",chip_name="acpitz"} 1
                node_hwmon_chip_names{chip="pci0000:00_0000:03:00_0",chip_name="k10temp"} 1
                node_hwmon_temp_celsius{chip="acpitz",sensor="temp1"} 1
                node_hwmon_temp_celsius{chip="hwmon2",sensor="temp1"} 3
                node_hwmon_temp_celsius{chip="pci0000:00_0000:03:00_0",sensor="temp1"} 2
                """);
    }

    @Test
    void distinguishesChipsOfOneDevice() throws IOException {
        machine.with("sys/devices/platform/asus", """
                        uevent: x
                        """)
                .with("sys/class/hwmon/hwmon0", """
                        name: asus
                        fan1_input: 1
                        """)
                .link("sys/class/hwmon/hwmon0/device", "../../../devices/platform/asus")
                .with("sys/class/hwmon/hwmon1", """
                        name: asus-WMI.sensors
                        fan1_input: 2
                        """)
                .link("sys/class/hwmon/hwmon1/device", "../../../devices/platform/asus")
                .with("sys/class/hwmon/hwmon2", """
                        name: twin
                        fan1_input: 3
                        """)
                .link("sys/class/hwmon/hwmon2/device", "../../../devices/platform/asus")
                .with("sys/class/hwmon/hwmon3", """
                        name: twin
                        fan1_input: 4
                        """)
                .link("sys/class/hwmon/hwmon3/device", "../../../devices/platform/asus");
        assertThat(machine.samples(HwmonCollector::declare)).isEqualTo("""
                node_hwmon_chip_names{chip="platform_asus_asus",chip_name="asus"} 1
                node_hwmon_chip_names{chip="platform_asus_asus_wmi_sensors",chip_name="asus_wmi_sensors"} 1
                node_hwmon_chip_names{chip="platform_asus_hwmon2",chip_name="twin"} 1
                node_hwmon_chip_names{chip="platform_asus_hwmon3",chip_name="twin"} 1
                node_hwmon_fan_rpm{chip="platform_asus_asus",sensor="fan1"} 1
                node_hwmon_fan_rpm{chip="platform_asus_asus_wmi_sensors",sensor="fan1"} 2
                node_hwmon_fan_rpm{chip="platform_asus_hwmon2",sensor="fan1"} 3
                node_hwmon_fan_rpm{chip="platform_asus_hwmon3",sensor="fan1"} 4
                """);
    }

    @Test
    void readsTheFilesOfTheDeviceToo() throws IOException {
        machine.with("sys/devices/platform/old.1", """
                        fan1_input: 900
                        temp1_input: 20000
                        name: old
                        """)
                .with("sys/class/hwmon/hwmon0", """
                        temp1_input: 10000
                        power/control: auto
                        """)
                .link("sys/class/hwmon/hwmon0/device", "../../../devices/platform/old.1");
        assertThat(machine.samples(HwmonCollector::declare)).isEqualTo("""
                node_hwmon_fan_rpm{chip="platform_old_1",sensor="fan1"} 900
                node_hwmon_temp_celsius{chip="platform_old_1",sensor="temp1"} 20
                """);
    }
}
