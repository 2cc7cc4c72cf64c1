package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that tasks ran and waited for each CPU, from {@code /proc/schedstat}, which a kernel with CONFIG_SCHEDSTATS has.
 *
 * <pre>
 * node_schedstat_waiting_seconds_total{cpu="0"} 1234.567890123
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">Kernel: scheduler statistics</a>
 */
final class SchedstatCollector implements Collector {
    private static final double NANOSECONDS_PER_SECOND = 1e9;
    /** Counters before the three that are shown. */
    private static final int SKIPPED = 6;

    private final HostPaths paths;

    SchedstatCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** A line of a CPU; times in nanoseconds. */
    record Cpu(String number, double running, double waiting, double timeslices) {
        static List<Cpu> parse(KernelText text) throws IOException {
            List<Cpu> cpus = new ArrayList<>();
            while (text.nextLine()) {
                if (!text.nextField() || !text.fieldStartsWith("cpu")) {
                    continue;
                }
                String number = Integer.toString(text.fieldAsInt("cpu".length()));
                for (int i = 0; i < SKIPPED; i++) {
                    text.nextUnsigned();
                }
                cpus.add(new Cpu(number, text.nextUnsigned(), text.nextUnsigned(), text.nextUnsigned()));
            }
            return cpus;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Cpu cpu : Cpu.parse(read())) {
            out.counter("node_schedstat_running_seconds_total", "Number of seconds CPU spent running a process.",
                    cpu.running / NANOSECONDS_PER_SECOND, "cpu", cpu.number);
            out.counter("node_schedstat_waiting_seconds_total", "Number of seconds spent by processing waiting for this CPU.",
                    cpu.waiting / NANOSECONDS_PER_SECOND, "cpu", cpu.number);
            out.counter("node_schedstat_timeslices_total", "Number of timeslices executed by CPU.", cpu.timeslices, "cpu", cpu.number);
        }
    }

    private KernelText read() throws IOException {
        return IfPresent.proc(paths, "schedstat", "this kernel has no scheduler statistics: no file ");
    }
}
