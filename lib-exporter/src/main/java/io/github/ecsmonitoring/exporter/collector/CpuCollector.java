package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Seconds that each CPU spent in each mode, from {@code /proc/stat}; with {@code --collector.cpu.info} also what {@code /proc/cpuinfo}
 * says, and from sysfs which CPUs are online, isolated or were throttled.
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
    private static final int COLUMNS = 10;
    private static final int IDLE = 3;
    private static final int GUEST = 8;
    private static final int GUEST_NICE = 9;
    private static final double TICKS_PER_SECOND = 100;
    /** Idle time that falls by this many seconds means a CPU that was taken out and put in again. */
    private static final double JUMP_BACK_SECONDS = 3;

    private final HostPaths paths;
    private final boolean guests;
    private final CpuSysfs sysfs;
    private final CpuInfo info;
    private final Map<Integer, double[]> highest = new TreeMap<>();

    private CpuCollector(HostPaths paths, boolean guests, CpuInfo info, Log log) {
        this.paths = paths;
        this.guests = guests;
        this.info = info;
        this.sysfs = new CpuSysfs(paths, log);
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<Boolean> guests =
                flags.toggle("collector.cpu.guest", true, "Enables metric node_cpu_guest_seconds_total");
        CpuInfo.Declared info = CpuInfo.declare(flags);
        return (paths, log) -> new CpuCollector(paths, guests.value(), info.create(paths), log);
    }

    /** The lines of the CPUs one by one: seconds by column, as many columns as this kernel writes. */
    static Map<Integer, double[]> parse(KernelText text) throws IOException {
        Map<Integer, double[]> cpus = new TreeMap<>();
        while (text.nextLine()) {
            if (!text.nextField() || !text.fieldStartsWith("cpu") || text.field().length() == 3) {
                continue;
            }
            int cpu = text.fieldAsInt(3);
            int present = Math.min(text.fieldCount() - 1, COLUMNS);
            double[] seconds = new double[present];
            for (int i = 0; i < present; i++) {
                seconds[i] = text.nextUnsigned() / TICKS_PER_SECOND;
            }
            if (present <= IDLE) {
                throw text.malformed("expected user, nice, system and idle time");
            }
            cpus.put(cpu, seconds);
        }
        if (cpus.isEmpty()) {
            throw text.without("line of a CPU");
        }
        return cpus;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        info.collect(out);
        Map<Integer, double[]> cpus = parse(paths.readProc("stat"));
        synchronized (highest) {
            raise(cpus);
            highest.forEach((cpu, seconds) -> emit(out, Integer.toString(cpu), seconds));
        }
        sysfs.collect(out);
    }

    private void emit(MetricSink out, String cpu, double[] seconds) {
        for (int i = 0; i < Math.min(MODES.length, seconds.length); i++) {
            out.counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.", seconds[i], "cpu", cpu, "mode", MODES[i]);
        }
        if (guests) {
            emitGuest(out, cpu, seconds, GUEST, "user");
            emitGuest(out, cpu, seconds, GUEST_NICE, "nice");
        }
    }

    private static void emitGuest(MetricSink out, String cpu, double[] seconds, int column, String mode) {
        if (column < seconds.length) {
            out.counter("node_cpu_guest_seconds_total", "Seconds the CPUs spent in guests (VMs) for each mode.",
                    seconds[column], "cpu", cpu, "mode", mode);
        }
    }

    /** Kernels let these counters fall a little (idle and iowait above all); a Prometheus counter must not. */
    private void raise(Map<Integer, double[]> cpus) {
        highest.keySet().retainAll(cpus.keySet());
        cpus.forEach((cpu, seconds) -> {
            double[] before = highest.get(cpu);
            if (before == null || before.length != seconds.length || before[IDLE] - seconds[IDLE] >= JUMP_BACK_SECONDS) {
                highest.put(cpu, seconds);
                return;
            }
            for (int i = 0; i < before.length; i++) {
                before[i] = Math.max(before[i], seconds[i]);
            }
        });
    }
}
