package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.scrape.CollectorFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorListTest {
    @TempDir
    Path folder;

    /** Enabled by default in node_exporter 1.12.1 on Linux. */
    private static final String ON = """
            arp bcache bcachefs bonding btrfs conntrack cpu cpufreq diskstats dmi dmmultipath edac entropy fibrechannel
            filefd filesystem hwmon infiniband ipvs kernel_hung loadavg mdadm meminfo netclass netdev netstat nfs nfsd
            nvme os powersupplyclass pressure rapl schedstat selinux sockstat softnet stat tapestats textfile thermal_zone
            time timex udp_queues uname vmstat watchdog xfs zfs""";
    /** Collectors without metrics of an ECS task. */
    private static final String HOST_ONLY = """
            bcache bcachefs bonding btrfs cpufreq dmi dmmultipath edac fibrechannel hwmon infiniband ipvs mdadm nfs nfsd
            nvme powersupplyclass rapl selinux tapestats thermal_zone watchdog xfs zfs""";

    private static final String OFF = """
            buddyinfo cgroups cpu_vulnerabilities drbd drm ethtool interrupts ksmd lnstat meminfo_numa mountstats
            network_route nvmesubsystem pcidevice processes qdisc slabinfo softirqs swap sysctl tcpstat xfrm zoneinfo""";
    private static final List<String> UNSUPPORTED =
            List.of("logind", "ntp", "perf", "runit", "supervisord", "systemd", "wifi");

    @Test
    void enablesTheDefaultsOfNodeExporter() {
        assertThat(names()).contains(ON.split("\\s+")).doesNotContain(OFF.split("\\s+"));
    }

    @Test
    void enablesAndDisablesCollectorsByFlag() {
        List<String> names = names("--no-collector.cpu", "--no-collector.zfs", "--collector.swap");
        assertThat(names).contains("swap", "uname").doesNotContain("cpu", "zfs").isSorted();
    }

    @Test
    void hasEveryCollectorThatIsDisabledByDefault() {
        List<String> commandLine = new ArrayList<>();
        for (String name : OFF.split("\\s+")) {
            commandLine.add("--collector." + name);
        }
        assertThat(names(commandLine.toArray(String[]::new))).contains(OFF.split("\\s+"));
    }

    @Test
    void rejectsUnsupportedCollectors() {
        for (String name : UNSUPPORTED) {
            assertThat(names("--no-collector." + name)).doesNotContain(name);
            assertThatThrownBy(() -> names("--collector." + name))
                    .isInstanceOf(FlagException.class)
                    .hasMessageStartingWith("--collector." + name + " is not supported: ");
        }
        assertThat(names(
                        "--collector.systemd.unit-include=x",
                        "--collector.wifi.fixtures=x",
                        "--collector.perf.tracepoint=a",
                        "--collector.perf.tracepoint=b"))
                .as("flags of disabled collectors are ignored")
                .isEqualTo(names());
    }

    @Test
    void listsDefaultsAndUnsupportedCollectorsInTheHelp() {
        Flags flags = new Flags();
        new CollectorList(flags);
        assertThat(flags.help("node_exporter").replaceAll("\\s+", " "))
                .contains(
                        "--[no-]collector.cpu Enable the cpu collector (default: enabled).",
                        "--[no-]collector.swap Enable the swap collector (default: disabled).",
                        "--[no-]collector.systemd Not supported: it would need D-Bus.");
    }

    @Test
    void enablesOnlyNamedCollectorsWithoutTheDefaults() {
        assertThat(names("--collector.disable-defaults", "--collector.cpu", "--no-collector.uname"))
                .containsExactly("cpu");
        assertThat(names("--collector.disable-defaults")).isEmpty();
    }

    @Test
    void disablesHostCollectorsInScopeTask() {
        List<String> expected = new ArrayList<>(names());
        expected.removeAll(List.of(HOST_ONLY.split("\\s+")));
        assertThat(names(DeploymentScope.TASK))
                .isEqualTo(expected)
                .contains("cpu", "filesystem", "meminfo", "netdev", "pressure")
                .hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void enablesNamedHostCollectorsInScopeTask() {
        assertThat(names(DeploymentScope.TASK, "--collector.nfs", "--collector.swap"))
                .contains("nfs", "swap")
                .doesNotContain("nfsd");
        assertThat(names(DeploymentScope.TASK, "--collector.disable-defaults", "--collector.nfs", "--collector.cpu"))
                .containsExactly("cpu", "nfs");
        assertThat(names(DeploymentScope.TASK, "--no-collector.nfs")).isEqualTo(names(DeploymentScope.TASK));
    }

    @Test
    void marksHostCollectorsAsDisabledInTheFlagsOfScopeTask() {
        Flags flags = new Flags();
        CollectorList collectors = new CollectorList(flags);
        flags.parse(List.of());
        Machine machine = new Machine(folder);
        assertThat(CollectorFlags.isEnabled(flags, "cpufreq")).isTrue();
        collectors.create(machine.host(), DeploymentScope.TASK, machine.log());
        assertThat(CollectorFlags.isEnabled(flags, "cpufreq")).isFalse();
        assertThat(CollectorFlags.isEnabled(flags, "cpu")).isTrue();
    }

    private List<String> names(String... commandLine) {
        return names(DeploymentScope.HOST, commandLine);
    }

    private List<String> names(DeploymentScope scope, String... commandLine) {
        Flags flags = new Flags();
        CollectorList collectors = new CollectorList(flags);
        flags.parse(List.of(commandLine));
        Machine machine = new Machine(folder);
        return collectors.create(machine.host(), scope, machine.log()).names();
    }
}
