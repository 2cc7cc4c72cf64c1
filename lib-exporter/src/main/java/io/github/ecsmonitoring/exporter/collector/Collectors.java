package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of collectors. A new one is a class of its own, one line here and one test; its flags, its success and its duration follow
 * from that line.
 */
public final class Collectors {
    private static final List<CollectorType> ALL = List.of(
            CollectorType.on("cpu", CpuCollector::declare),
            CollectorType.on("diskstats", DiskstatsCollector::declare),
            CollectorType.on("filesystem", FilesystemCollector::declare),
            CollectorType.on("loadavg", flags -> LoadavgCollector::new),
            CollectorType.on("meminfo", flags -> MeminfoCollector::new),
            CollectorType.on("netdev", NetdevCollector::declare),
            CollectorType.on("uname", flags -> UnameCollector::new));

    private record Declared(String name, Flag<Boolean> enabled, CollectorType.Factory factory) {}

    private final List<Declared> declared = new ArrayList<>();
    private final Flag<Boolean> disableDefaults;

    /** Declares the flags of all collectors. */
    public Collectors(Flags flags) {
        disableDefaults = flags.toggle("collector.disable-defaults", false, "Set all collectors to disabled by default.");
        for (CollectorType type : ALL) {
            String state = type.onByDefault() ? "enabled" : "disabled";
            Flag<Boolean> enabled = flags.toggle("collector." + type.name(), type.onByDefault(),
                    "Enable the " + type.name() + " collector (default: " + state + ").");
            declared.add(new Declared(type.name(), enabled, type.declaration().apply(flags)));
        }
    }

    /** Makes the collectors that the command line leaves on. */
    public CollectorSet create(HostPaths paths, Log log) {
        List<CollectorSet.Named> collectors = new ArrayList<>();
        for (Declared each : declared) {
            boolean wanted = each.enabled.isGiven() || !disableDefaults.value();
            if (wanted && each.enabled.value()) {
                collectors.add(new CollectorSet.Named(each.name, each.factory.create(paths, log)));
            }
        }
        return new CollectorSet(collectors, ALL.stream().map(CollectorType::name).toList(), log);
    }
}
