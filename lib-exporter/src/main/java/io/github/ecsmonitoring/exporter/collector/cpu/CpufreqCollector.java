package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The frequency of each CPU, its limits and its governor, from {@code /sys/devices/system/cpu/cpu*}{@code /cpufreq}.
 * Most virtual machines have none of them.
 *
 * <pre>
 * node_cpu_scaling_frequency_hertz{cpu="0"} 1.699981e+09
 * node_cpu_scaling_governor{cpu="0",governor="powersave"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/pm/cpufreq.html">Kernel: CPU performance scaling</a>
 */
public final class CpufreqCollector implements Collector {
    /** In kHz. */
    private static final List<SysMetric> FREQUENCIES =
            SysMetric.table(MetricType.GAUGE, "node_cpu_", SysMetric.Unit.times(1000), """
            cpuinfo_cur_freq frequency_hertz Current CPU thread frequency in hertz.
            cpuinfo_avg_freq frequency_avg_hertz Average CPU thread frequency in hertz.
            cpuinfo_min_freq frequency_min_hertz Minimum CPU thread frequency in hertz.
            cpuinfo_max_freq frequency_max_hertz Maximum CPU thread frequency in hertz.
            scaling_cur_freq scaling_frequency_hertz Current scaled CPU thread frequency in hertz.
            scaling_min_freq scaling_frequency_min_hertz Minimum scaled CPU thread frequency in hertz.
            scaling_max_freq scaling_frequency_max_hertz Maximum scaled CPU thread frequency in hertz.
            """);

    record Cpu(String number, List<SysMetric.Value> frequencies, String governor, String governors) {
        static Cpu read(SysFolder cpu, CpuList offline) throws IOException {
            String number = cpu.name().substring("cpu".length());
            SysFolder cpufreq = cpu.folder("cpufreq");
            // An offline CPU keeps its files, and reading each of them is an error.
            if (offline.contains(number) || !cpu.has("cpufreq")) {
                return null;
            }
            return new Cpu(
                    number,
                    SysMetric.read(cpufreq, FREQUENCIES),
                    cpufreq.read("scaling_governor").textOr(""),
                    cpufreq.read("scaling_available_governors").textOr(""));
        }
    }

    /** No CPU if the list cannot be read; then the files of an offline CPU are left out one by one. */
    private static CpuList offline(SysFolder root) {
        try {
            return CpuList.parse(root.path("offline"), root.read("offline").text());
        } catch (IOException e) {
            root.omit(e);
            return CpuList.NONE;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder root = host.sys("devices/system/cpu");
        CpuList offline = offline(root);
        for (Cpu cpu : SysDevices.readIfAny(root, "cpu[0-9]*", folder -> Cpu.read(folder, offline))) {
            cpu.frequencies.forEach(frequency -> frequency.emit(out, "cpu", cpu.number));
            if (!cpu.governor.isEmpty()) {
                for (StringTokenizer names = new StringTokenizer(cpu.governors); names.hasMoreTokens(); ) {
                    String governor = names.nextToken();
                    out.gauge(
                            "node_cpu_scaling_governor",
                            "Current enabled CPU frequency governor.",
                            governor.equals(cpu.governor) ? 1 : 0,
                            "cpu",
                            cpu.number,
                            "governor",
                            governor);
                }
            }
        }
    }
}
