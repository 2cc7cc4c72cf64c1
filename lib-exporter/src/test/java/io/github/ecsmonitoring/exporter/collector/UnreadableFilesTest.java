package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ecsmonitoring.exporter.collector.cpu.CpufreqCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.ZfsCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.EdacCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.HwmonCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.PowersupplyclassCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.RaplCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.ThermalZoneCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetclassCollector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void edacOmitsTheCounter(String error) throws IOException {
        String mc = "sys/devices/system/edac/mc/";
        Sysfs machine = new Sysfs(folder)
                .with(mc + "mc0", "ce_count: 11\nue_count: 1\nce_noinfo_count: 0\nue_noinfo_count: 0")
                .with(mc + "mc1", "ce_count: 12\nce_noinfo_count: 0\nue_noinfo_count: 0")
                .with(mc + "mc1/csrow0", "ue_count: 2\nch0_ue_count: 3\nch1_ce_count: 4")
                .link(mc + "mc1/ue_count", error)
                .link(mc + "mc1/csrow0/ce_count", error)
                .link(mc + "mc1/csrow0/ch0_ce_count", error);
        assertThat(machine.samples(new EdacCollector())).isEqualTo("""
                node_edac_channel_correctable_errors_total{channel="1",controller="1",csrow="0",dimm_label="unknown"} 4
                node_edac_channel_uncorrectable_errors_total{channel="0",controller="1",csrow="0",dimm_label="unknown"} 3
                node_edac_correctable_errors_total{controller="0"} 11
                node_edac_correctable_errors_total{controller="1"} 12
                node_edac_csrow_correctable_errors_total{controller="0",csrow="unknown"} 0
                node_edac_csrow_correctable_errors_total{controller="1",csrow="unknown"} 0
                node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="unknown"} 0
                node_edac_csrow_uncorrectable_errors_total{controller="1",csrow="0"} 2
                node_edac_csrow_uncorrectable_errors_total{controller="1",csrow="unknown"} 0
                node_edac_uncorrectable_errors_total{controller="0"} 1
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void raplOmitsTheZone(String error) throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/powercap/intel-rapl:0", "name: package-0\nenergy_uj: 2000000")
                .with("sys/class/powercap/intel-rapl:1", "name: package-1")
                .with("sys/class/powercap/intel-rapl:2", "name: package-2\nenergy_uj: 3000000")
                .link("sys/class/powercap/intel-rapl:1/energy_uj", error);
        assertThat(machine.samples(RaplCollector::declare)).isEqualTo("""
                node_rapl_package_joules_total{index="0",path="…/sys/class/powercap/intel-rapl:0"} 2
                node_rapl_package_joules_total{index="2",path="…/sys/class/powercap/intel-rapl:2"} 3
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {EIO, EINVAL, EISDIR, ENOENT})
    void zfsOmitsTheFile(String error) throws IOException {
        String zfs = "proc/spl/kstat/zfs";
        Sysfs machine = new Sysfs(folder)
                .with(zfs, "arcstats", "name type data\nhits 4 5\n".getBytes(StandardCharsets.UTF_8))
                .with(zfs + "/tank", "state: ONLINE")
                .with(
                        zfs + "/tank",
                        "objset-0x36",
                        "name type data\ndataset_name 7 tank\nreads 4 1\n".getBytes(StandardCharsets.UTF_8))
                .link(zfs + "/abdstats", error)
                .link(zfs + "/zil", error)
                .link(zfs + "/tank/io", error)
                .link(zfs + "/tank/objset-0x10", error);
        assertThat(machine.samples(new ZfsCollector()))
                .contains("""
                node_zfs_arc_hits 5
                node_zfs_zpool_dataset_reads{dataset="tank",zpool="tank"} 1
                """, "node_zfs_zpool_state{state=\"online\",zpool=\"tank\"} 1\n");
    }

    @Test
    void failsWithTheFirstErrorWhenNothingCanBeRead() throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/class/powercap/intel-rapl:0", "name: package-0")
                .with("sys/class/powercap/intel-rapl:1", "name: package-1")
                .link("sys/class/powercap/intel-rapl:0/energy_uj", EINVAL)
                .link("sys/class/powercap/intel-rapl:1/energy_uj", EIO);
        assertThat(machine.failure(RaplCollector::declare))
                .isEqualTo("ErrnoException: …/sys/class/powercap/intel-rapl:0/energy_uj: invalid argument");
    }

    @Test
    void cpufreqOmitsAFrequencyThatTheDriverDoesNotKnow() throws IOException {
        Sysfs machine = new Sysfs(folder)
                .with("sys/devices/system/cpu", "offline: ")
                .with("sys/devices/system/cpu/cpu0/cpufreq", "cpuinfo_cur_freq: <unknown>\nscaling_cur_freq: 1699981")
                .with("sys/devices/system/cpu/cpu1/cpufreq", "cpuinfo_cur_freq: 1600000");
        assertThat(machine.samples(new CpufreqCollector())).isEqualTo("""
                node_cpu_frequency_hertz{cpu="1"} 1.6e+09
                node_cpu_scaling_frequency_hertz{cpu="0"} 1.699981e+09
                """);
    }

    @Test
    void omitsFilesThatOnlyRootMayRead() throws IOException {
        Sysfs machine = new Sysfs(folder).with("sys/class/thermal/thermal_zone0", "type: acpitz\ntemp: 49925");
        Path temperature = machine.path("sys/class/thermal/thermal_zone0/temp");
        Files.setPosixFilePermissions(temperature, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(temperature)).as("root may read any file").isFalse();
        assertThat(machine.failure(new ThermalZoneCollector()))
                .isEqualTo("AccessDeniedException: …/sys/class/thermal/thermal_zone0/temp");
    }
}
