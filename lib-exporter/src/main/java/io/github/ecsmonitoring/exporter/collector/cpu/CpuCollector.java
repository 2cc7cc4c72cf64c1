package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.IntegerLabels;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;

/**
 * Seconds that each CPU spent in each mode, from {@code /proc/stat}; online, isolated and throttled CPUs, from sysfs;
 * with {@code --collector.cpu.info} the models, from {@code /proc/cpuinfo}.
 *
 * <pre>
 * node_cpu_seconds_total{cpu="0",mode="idle"} 10870.69
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
public final class CpuCollector implements Collector {
    /** The file's columns; user and nice include the two of guests. */
    private static final String[] MODES = {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"};

    private static final int GUEST = 8;
    private static final int GUEST_NICE = 9;

    private final boolean guests;
    private final CpuSysfs sysfs;
    private final CpuInfo info;
    private final CpuTimes times = new CpuTimes();
    private final IntegerLabels labels = new IntegerLabels();

    private CpuCollector(boolean guests, CpuInfo info, Log log) {
        this.guests = guests;
        this.info = info;
        this.sysfs = new CpuSysfs(log);
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<Boolean> guests = flags.toggle("collector.cpu.guest", true, "Enables metric node_cpu_guest_seconds_total");
        CpuInfo.Declared info = CpuInfo.declare(flags);
        return log -> new CpuCollector(guests.value(), info.create(), log);
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        host.attempt(() -> info.collect(host, out));
        host.attempt(() -> collectTimes(host, out));
        sysfs.collect(host, out);
    }

    private void collectTimes(HostReader host, MetricSink out) throws IOException {
        // Concurrent scrapes must update the last values in the order in which they read the file.
        synchronized (times) {
            times.read(host.proc("stat"));
            List<CpuTimes.Cpu> cpus = times.cpus();
            for (int i = 0; i < cpus.size(); i++) {
                CpuTimes.Cpu cpu = cpus.get(i);
                emit(out, labels.text(cpu.number), cpu.seconds);
            }
        }
    }

    private void emit(MetricSink out, String cpu, double[] seconds) {
        for (int i = 0; i < Math.min(MODES.length, seconds.length); i++) {
            if (!Double.isNaN(seconds[i])) {
                out.counter(
                        "node_cpu_seconds_total",
                        "Seconds the CPUs spent in each mode.",
                        seconds[i],
                        "cpu",
                        cpu,
                        "mode",
                        MODES[i]);
            }
        }
        if (guests) {
            emitGuest(out, cpu, seconds, GUEST, "user");
            emitGuest(out, cpu, seconds, GUEST_NICE, "nice");
        }
    }

    private static void emitGuest(MetricSink out, String cpu, double[] seconds, int column, String mode) {
        if (column < seconds.length && !Double.isNaN(seconds[column])) {
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
