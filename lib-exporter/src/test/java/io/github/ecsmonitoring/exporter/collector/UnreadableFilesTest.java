package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ecsmonitoring.exporter.collector.cpu.CpufreqCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.HwmonCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.PowersupplyclassCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.ThermalZoneCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetclassCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error of a driver affects only the value that it was asked for. The errors come from the kernel. */
class UnreadableFilesTest {
    /** Targets whose read fails with this error: the loopback device has no speed. */
    private static final String EIO = "/proc/self/mem";

    private static final String EINVAL = "/sys/class/net/lo/speed";
    private static final String EISDIR = "/proc/self/task";
    private static final String ENOENT = "vanished";

    @TempDir
    Path folder;

    /** JUnit warns about links out of its folder. */
    @AfterEach
    void deleteLinks() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void hwmonOmitsTheSensor(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/hwmon/hwmon0", "name: nct6775\nfan1_input: 1098")
                .link("sys/class/hwmon/hwmon0/temp1_input", error)
                .link("sys/class/hwmon/hwmon0/fan1_fault", error);
        assertThat(machine.samples(HwmonCollector::declare)).isEqualTo("""
                node_hwmon_chip_names{chip="nct6775",chip_name="nct6775"} 1
                node_hwmon_fan_rpm{chip="nct6775",sensor="fan1"} 1098
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void netclassOmitsTheProperty(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/net/eth0", "address: 02:00:00:00:00:01\nmtu: 9001")
                .link("sys/class/net/eth0/operstate", error)
                .link("sys/class/net/eth0/speed", error)
                .link("sys/class/net/eth0/carrier", error);
        assertThat(machine.samples(NetclassCollector::declare)).isEqualTo("""
                node_network_info{address="02:00:00:00:00:01",adminstate="unknown",broadcast="",device="eth0",duplex="",ifalias="",\
                operstate=""} 1
                node_network_mtu_bytes{device="eth0"} 9001
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void thermalZoneOmitsTheZone(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/thermal/thermal_zone0", "type: acpitz\ntemp: 49925")
                .with("sys/class/thermal/thermal_zone1", "type: iwlwifi_1")
                .link("sys/class/thermal/thermal_zone1/temp", error);
        assertThat(machine.samples(new ThermalZoneCollector()))
                .isEqualTo("node_thermal_zone_temp{type=\"acpitz\",zone=\"0\"} 49.925\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void powersupplyclassOmitsTheProperty(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/power_supply/BAT0", "capacity: 98\ntype: Battery")
                .link("sys/class/power_supply/BAT0/voltage_now", error)
                .link("sys/class/power_supply/BAT0/status", error);
        assertThat(machine.samples(PowersupplyclassCollector::declare)).isEqualTo("""
                node_power_supply_capacity{power_supply="BAT0"} 98
                node_power_supply_info{power_supply="BAT0",type="Battery"} 1
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void cpufreqOmitsTheFrequency(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/devices/system/cpu", "offline: ")
                .with("sys/devices/system/cpu/cpu0/cpufreq", "scaling_cur_freq: 1699981")
                .link("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_cur_freq", error)
                .link("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", error);
        assertThat(machine.samples(new CpufreqCollector()))
                .isEqualTo("node_cpu_scaling_frequency_hertz{cpu=\"0\"} 1.699981e+09\n");
    }

    @Test
    void omitsFilesThatOnlyRootMayRead() throws IOException {
        Sysfs machine = new Sysfs(folder).with("sys/class/thermal/thermal_zone0", "type: acpitz\ntemp: 49925");
        Path temperature = machine.path("sys/class/thermal/thermal_zone0/temp");
        Files.setPosixFilePermissions(temperature, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(temperature)).as("root may read any file").isFalse();
        assertThat(machine.samples(new ThermalZoneCollector())).isEmpty();
    }
}
