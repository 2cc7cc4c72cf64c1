package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.NumberCounts;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * Online, isolated and throttled CPUs, from {@code /sys/devices/system/cpu}. Without that folder, as in a container
 * without sysfs, the metrics are absent and the collector does not fail.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cputopology.html">Kernel: CPU topology</a>
 */
final class CpuSysfs {
    private final Log log;
    /** A boot parameter, read once; null before the first scrape. */
    private volatile List<Integer> isolated;

    CpuSysfs(Log log) {
        this.log = log;
    }

    void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder root = host.sys("devices/system/cpu");
        collectIsolated(root, out);
        List<SysFolder> cpus = root.list().folders("cpu[0-9]*");
        collectThrottles(out, cpus);
        collectOnline(out, cpus);
    }

    private void collectIsolated(SysFolder root, MetricSink out) {
        List<Integer> known = isolated;
        if (known == null) {
            SysValue ranges = root.read("isolated");
            known = parseRanges(ranges.textOr(""), log);
            if (ranges.isRead() || ranges.isAbsent()) {
                isolated = known;
            }
        }
        for (int cpu : known) {
            out.gauge(
                    "node_cpu_isolated",
                    "Whether each core is isolated, information from /sys/devices/system/cpu/isolated.",
                    1,
                    "cpu",
                    Integer.toString(cpu));
        }
    }

    static List<Integer> parseRanges(String ranges, Log log) {
        try {
            return CpuList.parse("isolated", ranges).numbers();
        } catch (IOException e) {
            log.warn("cannot parse the list of isolated CPUs, so node_cpu_isolated is omitted", "list", ranges);
            return List.of();
        }
    }

    /** The CPUs of a package share a counter, as do the hyper-threads of a core; each counter is sent once. */
    private void collectThrottles(MetricSink out, List<SysFolder> cpus) throws IOException {
        NumberCounts packages = new NumberCounts();
        NumberCounts cores = new NumberCounts();
        for (SysFolder cpu : cpus) {
            // Virtual machines have no such folder.
            if (cpu.folder("thermal_throttle").has("")) {
                collectThrottles(out, cpu, packages, cores);
            }
        }
    }

    private void collectThrottles(MetricSink out, SysFolder cpu, NumberCounts packages, NumberCounts cores)
            throws IOException {
        SysValue pack = cpu.read("topology/physical_package_id");
        SysValue core = cpu.read("topology/core_id");
        if (!isNumber(pack) || !isNumber(core)) {
            return;
        }
        SysValue ofCore = cpu.read("thermal_throttle/core_throttle_count");
        if (isNumber(ofCore) && isFirst(cores, (long) pack.number() << Integer.SIZE | (long) core.number())) {
            out.counter(
                    "node_cpu_core_throttles_total",
                    "Number of times this CPU core has been throttled.",
                    ofCore.number(),
                    "core",
                    core.text(),
                    "package",
                    pack.text());
        }
        SysValue ofPackage = cpu.read("thermal_throttle/package_throttle_count");
        if (isNumber(ofPackage) && isFirst(packages, (long) pack.number())) {
            out.counter(
                    "node_cpu_package_throttles_total",
                    "Number of times this CPU package has been throttled.",
                    ofPackage.number(),
                    "package",
                    pack.text());
        }
    }

    private static boolean isFirst(NumberCounts counts, long number) {
        counts.add(number);
        return counts.of(number) == 1;
    }

    private static boolean isNumber(SysValue value) {
        return KernelNumber.isDigits(value.textOr(""));
    }

    /** Kernels without CPU hotplug have no such file, and the metric is absent. */
    private void collectOnline(MetricSink out, List<SysFolder> cpus) {
        if (cpus.isEmpty() || !cpus.getFirst().has("online")) {
            return;
        }
        for (SysFolder cpu : cpus) {
            String online = cpu.read("online").textOr("");
            if (online.equals("0") || online.equals("1")) {
                out.gauge(
                        "node_cpu_online",
                        "CPUs that are online and being scheduled.",
                        online.equals("1") ? 1 : 0,
                        "cpu",
                        cpu.name().substring("cpu".length()));
            }
        }
    }
}
