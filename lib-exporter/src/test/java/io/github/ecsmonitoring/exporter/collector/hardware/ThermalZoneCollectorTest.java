package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThermalZoneCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesTemperaturesAndCoolingDevices() throws IOException {
        machine.with("sys/class/thermal/thermal_zone0", """
                        type: cpu-thermal
                        temp: 12376
                        policy: step_wise
                        """)
                .with("sys/class/thermal/thermal_zone10", """
                        type: acpitz
                        temp: -5500
                        policy: step_wise
                        mode: enabled
                        """)
                .with("sys/class/thermal/cooling_device0", """
                        type: Processor
                        cur_state: 0
                        max_state: 3
                        """)
                .with("sys/class/thermal/cooling_device1", """
                        type: intel_powerclamp
                        cur_state: -1
                        max_state: 50
                        """);
        assertThat(machine.page(new ThermalZoneCollector())).isEqualTo("""
                # HELP node_cooling_device_cur_state Current throttle state of the cooling device
                # TYPE node_cooling_device_cur_state gauge
                node_cooling_device_cur_state{name="0",type="Processor"} 0
                node_cooling_device_cur_state{name="1",type="intel_powerclamp"} -1
                # HELP node_cooling_device_max_state Maximum throttle state of the cooling device
                # TYPE node_cooling_device_max_state gauge
                node_cooling_device_max_state{name="0",type="Processor"} 3
                node_cooling_device_max_state{name="1",type="intel_powerclamp"} 50
                # HELP node_thermal_zone_temp Zone temperature in Celsius
                # TYPE node_thermal_zone_temp gauge
                node_thermal_zone_temp{type="acpitz",zone="10"} -5.5
                node_thermal_zone_temp{type="cpu-thermal",zone="0"} 12.376
                """);
    }

    @Test
    void omitsADisabledSensor() throws IOException {
        machine.with("sys/class/thermal/thermal_zone0", "type: iwlwifi_1")
                .unreadable("sys/class/thermal/thermal_zone0/temp")
                .with("sys/class/thermal/cooling_device0", "max_state: 10");
        assertThat(machine.samples(new ThermalZoneCollector()))
                .isEqualTo("node_cooling_device_max_state{name=\"0\",type=\"\"} 10\n");
    }

    @Test
    void exposesNothingWithoutTheClass() {
        assertThat(page()).isEmpty();
    }

    @Test
    void reportsTheMalformedFile() throws IOException {
        machine.with("sys/class/thermal/thermal_zone0", "temp: warm");
        assertThat(page())
                .isEqualTo(
                        "IOException: …/sys/class/thermal/thermal_zone0/temp: expected a whole number, got \"warm\"");
    }

    private String page() {
        return machine.failure(new ThermalZoneCollector());
    }
}
