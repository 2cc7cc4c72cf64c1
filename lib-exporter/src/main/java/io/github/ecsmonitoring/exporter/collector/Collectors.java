package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of collectors. A new one is a class of its own, one line here and one test; its flags, its success and its
 * duration follow from that line. {@code host} in a line: the source is hardware, or a file system or service of a
 * machine's; where a Fargate task's kernel has it at all, it says nothing of the task.
 */
public final class Collectors {
    static final List<CollectorType> ALL = List.of(
            CollectorType.on("arp", ArpCollector::declare),
            CollectorType.host("bcache", BcacheCollector::declare),
            CollectorType.host("bcachefs", BcachefsCollector::new),
            CollectorType.host("bonding", BondingCollector::new),
            CollectorType.host("btrfs", BtrfsCollector::new),
            CollectorType.off("buddyinfo", BuddyinfoCollector::new),
            CollectorType.off("cgroups", CgroupsCollector::new),
            CollectorType.on("conntrack", ConntrackCollector::new),
            CollectorType.on("cpu", CpuCollector::declare),
            CollectorType.off("cpu_vulnerabilities", CpuVulnerabilitiesCollector::new),
            CollectorType.host("cpufreq", CpufreqCollector::new),
            CollectorType.on("diskstats", DiskstatsCollector::declare),
            CollectorType.host("dmi", DmiCollector::new),
            CollectorType.host("dmmultipath", DmmultipathCollector::new),
            CollectorType.off("drbd", DrbdCollector::new),
            CollectorType.off("drm", DrmCollector::new),
            CollectorType.host("edac", EdacCollector::new),
            CollectorType.on("entropy", EntropyCollector::new),
            CollectorType.off("ethtool", EthtoolCollector::declare),
            CollectorType.host("fibrechannel", FibrechannelCollector::new),
            CollectorType.on("filefd", FilefdCollector::new),
            CollectorType.on("filesystem", FilesystemCollector::declare),
            CollectorType.host("hwmon", HwmonCollector::declare),
            CollectorType.host("infiniband", InfinibandCollector::declare),
            CollectorType.off("interrupts", InterruptsCollector::declare),
            CollectorType.host("ipvs", IpvsCollector::declare),
            CollectorType.off("jvm", JvmCollector::new),
            CollectorType.on("kernel_hung", KernelHungCollector::new),
            CollectorType.off("ksmd", KsmdCollector::new),
            CollectorType.off("lnstat", LnstatCollector::new),
            CollectorType.on("loadavg", LoadavgCollector::new),
            CollectorType.host("mdadm", MdadmCollector::new),
            CollectorType.on("meminfo", MeminfoCollector::new),
            CollectorType.off("meminfo_numa", MeminfoNumaCollector::new),
            CollectorType.off("mountstats", MountstatsCollector::new),
            CollectorType.on("netclass", NetclassCollector::declare),
            CollectorType.on("netdev", NetdevCollector::declare),
            CollectorType.on("netstat", NetstatCollector::declare),
            CollectorType.off("network_route", NetworkRouteCollector::new),
            CollectorType.host("nfs", NfsCollector::new),
            CollectorType.host("nfsd", NfsdCollector::new),
            CollectorType.host("nvme", NvmeCollector::new),
            CollectorType.off("nvmesubsystem", NvmesubsystemCollector::new),
            CollectorType.on("os", OsCollector::new),
            CollectorType.off("pcidevice", PcideviceCollector::declare),
            CollectorType.host("powersupplyclass", PowersupplyclassCollector::declare),
            CollectorType.on("pressure", PressureCollector::new),
            CollectorType.off("processes", ProcessesCollector::new),
            CollectorType.off("qdisc", QdiscCollector::declare),
            CollectorType.host("rapl", RaplCollector::declare),
            CollectorType.on("schedstat", SchedstatCollector::new),
            CollectorType.host("selinux", SelinuxCollector::new),
            CollectorType.off("slabinfo", SlabinfoCollector::declare),
            CollectorType.on("sockstat", SockstatCollector::new),
            CollectorType.off("softirqs", SoftirqsCollector::new),
            CollectorType.on("softnet", SoftnetCollector::new),
            CollectorType.on("stat", StatCollector::declare),
            CollectorType.off("swap", SwapCollector::new),
            CollectorType.off("sysctl", SysctlCollector::declare),
            CollectorType.host("tapestats", TapestatsCollector::declare),
            CollectorType.off("tcpstat", TcpstatCollector::new),
            CollectorType.on("textfile", TextfileCollector::declare),
            CollectorType.host("thermal_zone", ThermalZoneCollector::new),
            CollectorType.on("time", TimeCollector::new),
            CollectorType.on("timex", TimexCollector::new),
            CollectorType.on("udp_queues", UdpQueuesCollector::new),
            CollectorType.on("uname", UnameCollector::new),
            CollectorType.on("vmstat", VmstatCollector::declare),
            CollectorType.host("watchdog", WatchdogCollector::new),
            CollectorType.off("xfrm", XfrmCollector::new),
            CollectorType.host("xfs", XfsCollector::new),
            CollectorType.host("zfs", ZfsCollector::new),
            CollectorType.off("zoneinfo", ZoneinfoCollector::new));

    private record Declared(CollectorType type, Flag<Boolean> enabled, CollectorType.Factory factory) {
        String name() {
            return type.name();
        }
    }

    private final List<Declared> declared = new ArrayList<>();
    private final Flag<Boolean> disableDefaults;

    /** Declares the flags of all collectors. */
    public Collectors(Flags flags) {
        disableDefaults =
                flags.toggle("collector.disable-defaults", false, "Set all collectors to disabled by default.");
        // ecs comes last: it waits for someone else's answer, which must not cost the others their time.
        List<CollectorType> last = List.of(EcsCollector.type(flags));
        for (CollectorType type :
                Stream.of(ALL, Unsupported.types(), last).flatMap(List::stream).toList()) {
            Flag<Boolean> enabled = flags.toggle(
                    "collector." + type.name(), type.byDefault() != CollectorType.Default.OFF, type.help());
            declared.add(new Declared(type, enabled, type.declaration().apply(flags)));
        }
    }

    /** Makes the collectors that the scope and the command line leave on. */
    public CollectorSet create(HostPaths paths, DeploymentScope scope, Log log) {
        for (Declared each : declared) {
            if (scope == DeploymentScope.TASK && each.type.byDefault() == CollectorType.Default.HOST) {
                each.enabled.otherwise(false);
            }
        }
        List<CollectorSet.Named> collectors = new ArrayList<>();
        for (Declared each : declared) {
            if (isEnabled(each.enabled, disableDefaults)) {
                collectors.add(new CollectorSet.Named(each.name(), each.factory.create(paths, log)));
            }
        }
        return new CollectorSet(
                collectors, declared.stream().map(Declared::name).toList(), log);
    }

    /**
     * Whether the command line leaves a collector on; for one that shows more beside another. Without a flag of its own
     * it is on.
     */
    static boolean isEnabled(Flags flags, String name) {
        return flags.findToggle("collector." + name)
                .map(enabled -> isEnabled(
                        enabled, flags.findToggle("collector.disable-defaults").orElseThrow()))
                .orElse(true);
    }

    private static boolean isEnabled(Flag<Boolean> enabled, Flag<Boolean> disableDefaults) {
        return enabled.value() && (enabled.isGiven() || !disableDefaults.value());
    }
}
