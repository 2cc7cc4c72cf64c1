package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of {@link CpuCollector} that reads {@code /sys/devices/system/cpu}: CPUs that are online, kept apart from the scheduler, or
 * slowed down by heat. A machine that shows none of it (a container without sysfs) has none of these metrics and no failure.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cputopology.html">Kernel: CPU topology</a>
 */
final class CpuSysfs {
    private final SysFolder root;
    private final List<Integer> isolated;

    /** Isolation is a boot parameter, so it is read once. */
    CpuSysfs(HostPaths paths, Log log) {
        this.root = paths.sys("devices/system/cpu");
        this.isolated = root.find("isolated").map(ranges -> parseRanges(ranges, log)).orElse(List.of());
    }

    static List<Integer> parseRanges(String ranges, Log log) {
        try {
            return CpuList.parse("isolated", ranges).numbers();
        } catch (IOException e) {
            log.warn("can't read the list of isolated CPUs, so node_cpu_isolated is left out", "list", ranges);
            return List.of();
        }
    }

    void collect(MetricSink out) throws IOException {
        for (int cpu : isolated) {
            out.gauge("node_cpu_isolated", "Whether each core is isolated, information from /sys/devices/system/cpu/isolated.", 1,
                    "cpu", Integer.toString(cpu));
        }
        List<SysFolder> cpus = IfPresent.children(root, "cpu[0-9]*");
        collectThrottles(out, cpus);
        collectOnline(out, cpus);
    }

    /** Cores share their package's counter and hyper-threads their core's: each is read at the first CPU that has it. */
    private void collectThrottles(MetricSink out, List<SysFolder> cpus) {
        Set<String> packages = new HashSet<>();
        Set<String> cores = new HashSet<>();
        for (SysFolder cpu : cpus) {
            Optional<String> physical = findNumber(cpu, "topology/physical_package_id");
            Optional<String> core = findNumber(cpu, "topology/core_id");
            if (physical.isEmpty() || core.isEmpty()) {
                continue;
            }
            String pack = physical.get();
            if (!cores.contains(pack + "/" + core.get())) {
                findNumber(cpu, "thermal_throttle/core_throttle_count").ifPresent(count -> {
                    cores.add(pack + "/" + core.get());
                    out.counter("node_cpu_core_throttles_total", "Number of times this CPU core has been throttled.",
                            Double.parseDouble(count), "core", core.get(), "package", pack);
                });
            }
            if (!packages.contains(pack)) {
                findNumber(cpu, "thermal_throttle/package_throttle_count").ifPresent(count -> {
                    packages.add(pack);
                    out.counter("node_cpu_package_throttles_total", "Number of times this CPU package has been throttled.",
                            Double.parseDouble(count), "package", pack);
                });
            }
        }
    }

    /** A kernel without CPU hotplug has no such file at any CPU; then nothing is shown. */
    private void collectOnline(MetricSink out, List<SysFolder> cpus) {
        if (cpus.isEmpty() || !cpus.getFirst().has("online")) {
            return;
        }
        for (SysFolder cpu : cpus) {
            String number = cpu.name().substring("cpu".length());
            cpu.find("online").filter(online -> online.equals("0") || online.equals("1")).ifPresent(online ->
                    out.gauge("node_cpu_online", "CPUs that are online and being scheduled.", online.equals("1") ? 1 : 0, "cpu", number));
        }
    }

    private static Optional<String> findNumber(SysFolder cpu, String file) {
        return cpu.find(file).filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }
}
