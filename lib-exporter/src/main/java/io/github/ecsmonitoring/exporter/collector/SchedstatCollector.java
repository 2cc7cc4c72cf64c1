package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;

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

    /** Sends the lines of the CPUs, in which times are nanoseconds. */
    void show(KernelText text, MetricSink out) throws IOException {
        while (text.nextLine()) {
            if (!text.nextField() || !text.fieldStartsWith("cpu")) {
                continue;
            }
            String cpu = CpuNumber.text(text.fieldAsInt("cpu".length()));
            for (int i = 0; i < SKIPPED; i++) {
                text.nextUnsigned();
            }
            emit(out, cpu, text.nextUnsigned(), text.nextUnsigned(), text.nextUnsigned());
        }
    }

    private static void emit(MetricSink out, String cpu, double running, double waiting, double timeslices) {
        out.counter(
                "node_schedstat_running_seconds_total",
                "Number of seconds CPU spent running a process.",
                running / NANOSECONDS_PER_SECOND,
                "cpu",
                cpu);
        out.counter(
                "node_schedstat_waiting_seconds_total",
                "Number of seconds spent by processing waiting for this CPU.",
                waiting / NANOSECONDS_PER_SECOND,
                "cpu",
                cpu);
        out.counter("node_schedstat_timeslices_total", "Number of timeslices executed by CPU.", timeslices, "cpu", cpu);
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        show(read(), out);
    }

    private KernelText read() throws IOException {
        return IfPresent.proc(paths, "schedstat", "this kernel has no scheduler statistics: no file ");
    }
}
