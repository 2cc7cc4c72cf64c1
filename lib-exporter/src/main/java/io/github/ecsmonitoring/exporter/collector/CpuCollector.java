package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * Seconds that each CPU spent in each mode, from {@code /proc/stat}; with {@code --collector.cpu.info} also what
 * {@code /proc/cpuinfo} says, and from sysfs which CPUs are online, isolated or were throttled.
 *
 * <pre>
 * node_cpu_seconds_total{cpu="0",mode="idle"} 10870.69
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
final class CpuCollector implements Collector {
    /** The file's columns; the two of guests are part of user and nice as well. */
    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};

    private static final int GUEST = 8;
    private static final int GUEST_NICE = 9;

    private final HostPaths paths;
    private final boolean guests;
    private final CpuSysfs sysfs;
    private final CpuInfo info;
    private final CpuTimes times = new CpuTimes();

    private CpuCollector(HostPaths paths, boolean guests, CpuInfo info, Log log) {
        this.paths = paths;
        this.guests = guests;
        this.info = info;
        this.sysfs = new CpuSysfs(paths, log);
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<Boolean> guests = flags.toggle("collector.cpu.guest", true, "Enables metric node_cpu_guest_seconds_total");
        CpuInfo.Declared info = CpuInfo.declare(flags);
        return (paths, log) -> new CpuCollector(paths, guests.value(), info.create(paths), log);
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        info.collect(out);
        // Two scrapes read it in the order in which they compare it with what was there before.
        synchronized (times) {
            times.read(paths.readProc("stat"));
            List<CpuTimes.Cpu> cpus = times.cpus();
            for (int i = 0; i < cpus.size(); i++) {
                CpuTimes.Cpu cpu = cpus.get(i);
                emit(out, CpuNumber.text(cpu.number), cpu.seconds);
            }
        }
        sysfs.collect(out);
    }

    private void emit(MetricSink out, String cpu, double[] seconds) {
        for (int i = 0; i < Math.min(MODES.length, seconds.length); i++) {
            out.counter(
                    "node_cpu_seconds_total",
                    "Seconds the CPUs spent in each mode.",
                    seconds[i],
                    "cpu",
                    cpu,
                    "mode",
                    MODES[i]);
        }
        if (guests) {
            emitGuest(out, cpu, seconds, GUEST, "user");
            emitGuest(out, cpu, seconds, GUEST_NICE, "nice");
        }
    }

    private static void emitGuest(MetricSink out, String cpu, double[] seconds, int column, String mode) {
        if (column < seconds.length) {
            out.counter(
                    "node_cpu_guest_seconds_total",
                    "Seconds the CPUs spent in guests (VMs) for each mode.",
                    seconds[column],
                    "cpu",
                    cpu,
                    "mode",
                    mode);
        }
    }
}
