package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.collector.cpu.CpuCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.CpuVulnerabilitiesCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.CpufreqCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.InterruptsCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.LoadavgCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.PressureCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.SchedstatCollector;
import io.github.ecsmonitoring.exporter.collector.cpu.SoftirqsCollector;
import io.github.ecsmonitoring.exporter.collector.disk.BcacheCollector;
import io.github.ecsmonitoring.exporter.collector.disk.DiskstatsCollector;
import io.github.ecsmonitoring.exporter.collector.disk.DmmultipathCollector;
import io.github.ecsmonitoring.exporter.collector.disk.DrbdCollector;
import io.github.ecsmonitoring.exporter.collector.disk.MdadmCollector;
import io.github.ecsmonitoring.exporter.collector.disk.NvmeCollector;
import io.github.ecsmonitoring.exporter.collector.disk.NvmesubsystemCollector;
import io.github.ecsmonitoring.exporter.collector.disk.TapestatsCollector;
import io.github.ecsmonitoring.exporter.collector.ecs.EcsCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.BcachefsCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.BtrfsCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.FilesystemCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.XfsCollector;
import io.github.ecsmonitoring.exporter.collector.filesystem.ZfsCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.DmiCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.DrmCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.EdacCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.FibrechannelCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.HwmonCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.InfinibandCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.PcideviceCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.PowersupplyclassCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.RaplCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.ThermalZoneCollector;
import io.github.ecsmonitoring.exporter.collector.hardware.WatchdogCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.CgroupsCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.EntropyCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.FilefdCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.KernelHungCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.OsCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.ProcessesCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.SelinuxCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.StatCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.SysctlCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.TimeCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.TimexCollector;
import io.github.ecsmonitoring.exporter.collector.kernel.UnameCollector;
import io.github.ecsmonitoring.exporter.collector.memory.BuddyinfoCollector;
import io.github.ecsmonitoring.exporter.collector.memory.KsmdCollector;
import io.github.ecsmonitoring.exporter.collector.memory.MeminfoCollector;
import io.github.ecsmonitoring.exporter.collector.memory.MeminfoNumaCollector;
import io.github.ecsmonitoring.exporter.collector.memory.SlabinfoCollector;
import io.github.ecsmonitoring.exporter.collector.memory.SwapCollector;
import io.github.ecsmonitoring.exporter.collector.memory.VmstatCollector;
import io.github.ecsmonitoring.exporter.collector.memory.ZoneinfoCollector;
import io.github.ecsmonitoring.exporter.collector.network.ArpCollector;
import io.github.ecsmonitoring.exporter.collector.network.BondingCollector;
import io.github.ecsmonitoring.exporter.collector.network.ConntrackCollector;
import io.github.ecsmonitoring.exporter.collector.network.EthtoolCollector;
import io.github.ecsmonitoring.exporter.collector.network.IpvsCollector;
import io.github.ecsmonitoring.exporter.collector.network.LnstatCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetclassCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetdevCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetstatCollector;
import io.github.ecsmonitoring.exporter.collector.network.NetworkRouteCollector;
import io.github.ecsmonitoring.exporter.collector.network.QdiscCollector;
import io.github.ecsmonitoring.exporter.collector.network.SockstatCollector;
import io.github.ecsmonitoring.exporter.collector.network.SoftnetCollector;
import io.github.ecsmonitoring.exporter.collector.network.TcpstatCollector;
import io.github.ecsmonitoring.exporter.collector.network.UdpQueuesCollector;
import io.github.ecsmonitoring.exporter.collector.network.XfrmCollector;
import io.github.ecsmonitoring.exporter.collector.nfs.MountstatsCollector;
import io.github.ecsmonitoring.exporter.collector.nfs.NfsCollector;
import io.github.ecsmonitoring.exporter.collector.nfs.NfsdCollector;
import io.github.ecsmonitoring.exporter.collector.process.JvmCollector;
import io.github.ecsmonitoring.exporter.collector.textfile.TextfileCollector;
import io.github.ecsmonitoring.exporter.deployment.DeploymentScope;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import io.github.ecsmonitoring.exporter.scrape.CollectorFlags;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list of collectors. A new one is a class of its own, one line here and one test; its flags, its success and its
 * duration follow from that line. {@code host} marks what a machine has and an ECS task does not have: hardware, file
 * systems and services.
 */
public final class CollectorList {
    static final List<CollectorType> ALL = List.of(
            CollectorType.on("arp", ArpCollector::declare),
            CollectorType.host("bcache", BcacheCollector::declare),
            CollectorType.host("bcachefs", BcachefsCollector::new),
            CollectorType.host("bonding", BondingCollector::new),
            CollectorType.host("btrfs", BtrfsCollector::declare),
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
            CollectorType.on("sockstat", SockstatCollector::declare),
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

    private record Declared(CollectorType type, Flag<Boolean> enabled, CollectorFactory factory) {}

    private final Flags flags;
    private final List<Declared> declared = new ArrayList<>();

    /** Declares the flags of all collectors. */
    public CollectorList(Flags flags) {
        this.flags = flags;
        CollectorFlags.declareDisableDefaults(flags);
        ALL.forEach(this::declare);
        UnsupportedCollector.types().forEach(this::declare);
        // Last, since it waits for the agent's answer, which must not take the time of the others.
        declare(ecs(flags));
    }

    private static CollectorType ecs(Flags flags) {
        return EcsCollector.isInTask(flags)
                ? CollectorType.on("ecs", EcsCollector::declare)
                : CollectorType.off("ecs", EcsCollector::declare);
    }

    private void declare(CollectorType type) {
        boolean enabled = type.byDefault() != CollectorType.Default.OFF;
        Flag<Boolean> flag = CollectorFlags.declare(flags, type.name(), enabled, type.help());
        declared.add(new Declared(type, flag, type.declaration().apply(flags)));
    }

    /** Makes the collectors that the scope and the command line enable. */
    public CollectorSet create(Host host, DeploymentScope scope, Log log) {
        Map<String, Collector> collectors = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (Declared each : declared) {
            if (scope == DeploymentScope.TASK && each.type.byDefault() == CollectorType.Default.HOST) {
                each.enabled.otherwise(false);
            }
            known.add(each.type.name());
        }
        for (Declared each : declared) {
            if (CollectorFlags.isEnabled(flags, each.type.name())) {
                collectors.put(each.type.name(), each.factory.create(log));
            }
        }
        return CollectorSet.of(host, collectors, known, log);
    }
}
