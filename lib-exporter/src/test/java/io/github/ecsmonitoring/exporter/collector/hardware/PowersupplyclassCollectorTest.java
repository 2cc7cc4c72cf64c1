package io.github.ecsmonitoring.exporter.collector.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Sysfs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowersupplyclassCollectorTest {
    @TempDir
    Path folder;

    private Sysfs machine;

    @BeforeEach
    void empty() {
        machine = new Sysfs(folder);
    }

    @Test
    void exposesEveryFileOfASupply() throws IOException {
        machine.with("sys/class/power_supply/BAT0", """
                        authentic: 1000
                        calibrate: 1001
                        capacity: 1002
                        capacity_alert_max: 1003
                        capacity_alert_min: 1004
                        cycle_count: 1005
                        online: 1006
                        present: 1007
                        time_to_empty_now: 1008
                        time_to_full_now: 1009
                        current_boot: 1010
                        current_max: 1011
                        current_now: 1012
                        energy_empty: 1013
                        energy_empty_design: 1014
                        energy_full: 1015
                        energy_full_design: 1016
                        energy_now: 1017
                        voltage_boot: 1018
                        voltage_max: 1019
                        voltage_max_design: 1020
                        voltage_min: 1021
                        voltage_min_design: 1022
                        voltage_now: 1023
                        voltage_ocv: 1024
                        charge_control_limit: 1025
                        charge_control_limit_max: 1026
                        charge_counter: 1027
                        charge_empty: 1028
                        charge_empty_design: 1029
                        charge_full: 1030
                        charge_full_design: 1031
                        charge_now: 1032
                        charge_term_current: 1033
                        constant_charge_current: 1034
                        constant_charge_current_max: 1035
                        constant_charge_voltage: 1036
                        constant_charge_voltage_max: 1037
                        precharge_current: 1038
                        input_current_limit: 1039
                        power_now: 1040
                        temp: 1041
                        temp_alert_max: 1042
                        temp_alert_min: 1043
                        temp_ambient: 1044
                        temp_ambient_max: 1045
                        temp_ambient_min: 1046
                        temp_max: 1047
                        temp_min: 1048
                        energy_avg: 5
                        uevent: x
                        """);
        assertThat(machine.page(PowersupplyclassCollector::declare)).isEqualTo(Sysfs.resource("power_supply.txt"));
    }

    @Test
    void exposesABatteryAndAnAdapter() throws IOException {
        machine.with("sys/class/power_supply/AC", """
                        online: 1
                        type: Mains
                        uevent: x
                        """).with("sys/class/power_supply/BAT0", """
                        capacity: 98
                        capacity_level: Normal
                        cycle_count: -1
                        current_now: -5067000
                        manufacturer: LGC
                        model_name: LNV-45N1
                        serial_number:  38109
                        status: Discharging
                        technology: Li-ion
                        temp: 287
                        type: Battery
                        scope:\s
                        voltage_now: 0x10
                        """);
        assertThat(machine.page(PowersupplyclassCollector::declare)).isEqualTo("""
                # HELP node_power_supply_capacity capacity value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_capacity gauge
                node_power_supply_capacity{power_supply="BAT0"} 98
                # HELP node_power_supply_current_ampere current_ampere value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_current_ampere gauge
                node_power_supply_current_ampere{power_supply="BAT0"} -5.067
                # HELP node_power_supply_cyclecount cyclecount value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_cyclecount gauge
                node_power_supply_cyclecount{power_supply="BAT0"} -1
                # HELP node_power_supply_info info of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_info gauge
                node_power_supply_info{power_supply="AC",type="Mains"} 1
                node_power_supply_info{capacity_level="Normal",manufacturer="LGC",model_name="LNV-45N1",power_supply="BAT0",\
                serial_number="38109",status="Discharging",technology="Li-ion",type="Battery"} 1
                # HELP node_power_supply_online online value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_online gauge
                node_power_supply_online{power_supply="AC"} 1
                # HELP node_power_supply_temp_celsius temp_celsius value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_temp_celsius gauge
                node_power_supply_temp_celsius{power_supply="BAT0"} 28.7
                # HELP node_power_supply_voltage_volt voltage_volt value of /sys/class/power_supply/<power_supply>.
                # TYPE node_power_supply_voltage_volt gauge
                node_power_supply_voltage_volt{power_supply="BAT0"} 1.6e-05
                """);
    }

    @Test
    void omitsIgnoredSupplies() throws IOException {
        machine.with("sys/class/power_supply/AC", """
                        type: Mains
                        """)
                .with("sys/class/power_supply/BAT0", """
                        type: Battery
                        """)
                .with("sys/class/power_supply/BAT1", """
                        type: Battery
                        """);
        assertThat(machine.samples(
                        PowersupplyclassCollector::declare, "--collector.powersupply.ignored-supplies=BAT[1-9]"))
                .isEqualTo("""
                node_power_supply_info{power_supply="AC",type="Mains"} 1
                node_power_supply_info{power_supply="BAT0",type="Battery"} 1
                """);
    }

    @Test
    void omitsFilesThatTheDriverDoesNotHave() throws IOException {
        machine.with("sys/class/power_supply/BAT0", "type: Battery")
                .unreadable("sys/class/power_supply/BAT0/current_now");
        assertThat(machine.samples(PowersupplyclassCollector::declare))
                .isEqualTo("node_power_supply_info{power_supply=\"BAT0\",type=\"Battery\"} 1\n");
    }

    @Test
    void hasNoDataWithoutTheClassAndNoSamplesWithoutASupply() throws IOException {
        assertThat(page()).isEqualTo("NoDataException: there is no …/sys/class/power_supply");
        machine.with("sys/class/power_supply", "");
        assertThat(page()).isEmpty();
    }

    @Test
    void leavesOutTheMalformedFile() throws IOException {
        for (String damaged : new String[] {"", "x", "1.5", "99999999999999999999", "--1"}) {
            machine.with("sys/class/power_supply/BAT0", "online: " + damaged);
            assertThat(machine.error(PowersupplyclassCollector::declare))
                    .isEqualTo("…/sys/class/power_supply/BAT0/online: expected a whole number, got \"" + damaged + '"');
        }
    }

    private String page() {
        return machine.failure(PowersupplyclassCollector::declare);
    }
}
