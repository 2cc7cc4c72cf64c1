package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HwmonCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesEachKindOfSensorInItsUnit() throws IOException {
        machine.with("sys/devices/platform/nct6775.656", """
                        uevent: x
                        """)
                .with("sys/class/hwmon/hwmon0", """
                        name: nct6775
                        beep_enable: 1
                        vrm: 90
                        update_interval: 1500
                        in0_input: 984
                        in0_alarm: 0
                        in0_beep: 1
                        in0_max: 1744
                        cpu0_vid: 1325
                        fan1_input: 1098
                        fan1_min: 400
                        fan1_pulses: 2
                        fan1_fault: 0
                        pwm1: 123
                        pwm1_enable: 2
                        pwm1_auto_point1_pwm: 30
                        temp1_input: 48500
                        temp1_label: SYSTIN
                        temp1_max_alarm: 0
                        temp1_type: 4
                        curr1_input: 1234
                        power1_accuracy: 35
                        power1_average: 12500000
                        power1_average_interval: 1000
                        power1_input: 13000000
                        energy1_input: 25000000
                        humidity1_input: 456000
                        freq1_input: 2100000000
                        freq1_label: sclk
                        intrusion0_alarm: 1
                        temp2_input: n/a
                        temp3_input:\s
                        temp12_input: -12000
                        uevent: x
                        """)
                .link("sys/class/hwmon/hwmon0/device", "../../../devices/platform/nct6775.656");
        assertThat(machine.page(HwmonCollector::declare)).isEqualTo(Sysfs.resource("hwmon.txt"));
    }

    @Test
    void filtersChips() throws IOException {
        machine.with("sys/class/hwmon/hwmon0", """
                        name: one
                        fan1_input: 1
                        """)
                .with("sys/class/hwmon/hwmon1", """
                        name: two
                        fan1_input: 2
                        """)
                .with("sys/class/hwmon/hwmon2", """
                        name: three
                        fan1_input: 2
                        """);
        assertThat(machine.samples(
                        HwmonCollector::declare,
                        "--collector.hwmon.chip-include=^t",
                        "--collector.hwmon.chip-exclude=ee$"))
                .isEqualTo("""
                node_hwmon_chip_names{chip="two",chip_name="two"} 1
                node_hwmon_fan_rpm{chip="two",sensor="fan1"} 2
                """);
    }

    @Test
    void filtersSensors() throws IOException {
        machine.with("sys/class/hwmon/hwmon0", """
                        name: one
                        fan1_input: 1
                        fan2_input: 2
                        temp1_input: 3000
                        """).with("sys/class/hwmon/hwmon1", """
                        name: two
                        fan1_input: 2
                        """);
        assertThat(machine.samples(
                        HwmonCollector::declare,
                        "--collector.hwmon.sensor-include=fan",
                        "--collector.hwmon.sensor-exclude=one;fan1"))
                .isEqualTo("""
                node_hwmon_chip_names{chip="one",chip_name="one"} 1
                node_hwmon_chip_names{chip="two",chip_name="two"} 1
                node_hwmon_fan_rpm{chip="one",sensor="fan2"} 2
                node_hwmon_fan_rpm{chip="two",sensor="fan1"} 2
                """);
    }

    @Test
    void omitsUnreadableSensors() throws IOException {
        machine.with("sys/class/hwmon/hwmon0", "name: a\nfan1_input: 7")
                .unreadable("sys/class/hwmon/hwmon0/fan2_input")
                .with("sys/class/hwmon/hwmon0", "fan3_input", new byte[0])
                .with("sys/class/hwmon/hwmon0", "fan4_input", new byte[] {0, 1, (byte) 0xff})
                .with("sys/class/hwmon/hwmon0", "temp1_label", new byte[] {' ', 'x', (byte) 0xff, (byte) 0xff, ' ', '\n'
                })
                .link("sys/class/hwmon/hwmon1", "../../devices/gone");
        assertThat(machine.samples(HwmonCollector::declare)).isEqualTo("""
                node_hwmon_chip_names{chip="a",chip_name="a"} 1
                node_hwmon_fan_rpm{chip="a",sensor="fan1"} 7
                node_hwmon_sensor_label{chip="a",label=" x\ufffd ",sensor="temp1"} 1
                """);
    }

    @Test
    void hasNoDataWithoutTheClass() {
        assertThat(machine.failure(HwmonCollector::declare))
                .isEqualTo("NoDataException: there is no …/sys/class/hwmon");
    }

    @Test
    void parsesFileNames() {
        assertThat(HwmonFile.parse("temp12_max_alarm")).isEqualTo(new HwmonFile("temp", 12, "max_alarm"));
        assertThat(HwmonFile.parse("beep_enable")).isEqualTo(new HwmonFile("beep_enable", 0, ""));
        assertThat(HwmonFile.parse("pwm3")).isEqualTo(new HwmonFile("pwm", 3, ""));
        for (String name :
                new String[] {"", "1temp", "temp1x", "temp1_", "temp99999999999_input", "name", "device", "uevent"}) {
            assertThat(HwmonFile.parse(name).isSensor()).as(name).isFalse();
        }
    }
}
