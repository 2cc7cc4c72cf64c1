package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * The part of {@link CpuCollector} that reads {@code /sys/devices/system/cpu}: CPUs that are online, kept apart from
 * the scheduler, or slowed down by heat. A machine that shows none of it (a container without sysfs) has none of these
 * metrics and no failure.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cputopology.html">Kernel: CPU topology</a>
 */
final class CpuSysfs {
    /** So many fit into a long, whatever they are. */
    private static final int MOST_DIGITS = 18;

    private final SysFolder root;
    private final List<Integer> isolated;

    /** Isolation is a boot parameter, so it is read once. */
    CpuSysfs(HostPaths paths, Log log) {
        this.root = paths.sys("devices/system/cpu");
        this.isolated =
                root.find("isolated").map(ranges -> parseRanges(ranges, log)).orElse(List.of());
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
            out.gauge(
                    "node_cpu_isolated",
                    "Whether each core is isolated, information from /sys/devices/system/cpu/isolated.",
                    1,
                    "cpu",
                    Integer.toString(cpu));
        }
        List<SysFolder> cpus = IfPresent.children(root, "cpu[0-9]*");
        collectThrottles(out, cpus);
        collectOnline(out, cpus);
    }

    /**
     * Cores share their package's counter and hyper-threads their core's: each is read at the first CPU that has it.
     */
    private void collectThrottles(MetricSink out, List<SysFolder> cpus) {
        Tally packages = new Tally();
        Tally cores = new Tally();
        for (SysFolder cpu : cpus) {
            // Virtual machines have none of it.
            if (cpu.in("thermal_throttle").has("")) {
                collectThrottles(out, cpu, packages, cores);
            }
        }
    }

    private void collectThrottles(MetricSink out, SysFolder cpu, Tally packages, Tally cores) {
        long pack = (long) number(cpu, "topology/physical_package_id");
        long core = (long) number(cpu, "topology/core_id");
        if (pack < 0 || core < 0) {
            return;
        }
        double ofCore = number(cpu, "thermal_throttle/core_throttle_count");
        if (ofCore >= 0 && cores.of(pack << Integer.SIZE | core) == 0) {
            cores.add(pack << Integer.SIZE | core);
            out.counter(
                    "node_cpu_core_throttles_total",
                    "Number of times this CPU core has been throttled.",
                    ofCore,
                    "core",
                    cpu.find("topology/core_id").orElse(""),
                    "package",
                    cpu.find("topology/physical_package_id").orElse(""));
        }
        double ofPackage = number(cpu, "thermal_throttle/package_throttle_count");
        if (ofPackage >= 0 && packages.of(pack) == 0) {
            packages.add(pack);
            out.counter(
                    "node_cpu_package_throttles_total",
                    "Number of times this CPU package has been throttled.",
                    ofPackage,
                    "package",
                    cpu.find("topology/physical_package_id").orElse(""));
        }
    }

    /** A kernel without CPU hotplug has no such file at any CPU; then nothing is shown. */
    private void collectOnline(MetricSink out, List<SysFolder> cpus) {
        if (cpus.isEmpty() || !cpus.getFirst().has("online")) {
            return;
        }
        for (SysFolder cpu : cpus) {
            String number = cpu.name().substring("cpu".length());
            cpu.find("online")
                    .filter(online -> online.equals("0") || online.equals("1"))
                    .ifPresent(online -> out.gauge(
                            "node_cpu_online",
                            "CPUs that are online and being scheduled.",
                            online.equals("1") ? 1 : 0,
                            "cpu",
                            number));
        }
    }

    /** -1: there is none. */
    private static double number(SysFolder cpu, String file) {
        String text = cpu.find(file).orElse("");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return text.isEmpty() ? -1 : text.length() > MOST_DIGITS ? Double.parseDouble(text) : Long.parseLong(text);
    }
}
