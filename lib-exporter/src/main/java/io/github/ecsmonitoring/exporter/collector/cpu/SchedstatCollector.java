package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.IntegerLabels;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;

/**
 * The time for which tasks ran on and waited for each CPU, from {@code /proc/schedstat} of kernels with
 * CONFIG_SCHEDSTATS.
 *
 * <pre>
 * node_schedstat_waiting_seconds_total{cpu="0"} 1234.567890123
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">Kernel: scheduler statistics</a>
 */
public final class SchedstatCollector implements Collector {
    private static final double NANOSECONDS_PER_SECOND = 1e9;
    /** Counters before the three that are exposed. */
    private static final int SKIPPED = 6;

    private final IntegerLabels cpus = new IntegerLabels();

    /** Sends the lines of the CPUs, with times in nanoseconds. */
    void send(KernelText text, MetricSink out) throws IOException {
        text.eachLine(() -> {
            if (!text.nextField() || !text.fieldStartsWith("cpu")) {
                return;
            }
            String cpu = cpus.text(text.fieldAsInt("cpu".length()));
            for (int i = 0; i < SKIPPED; i++) {
                text.nextField();
            }
            emit(out, cpu, text.nextUnsignedOrNaN(), text.nextUnsignedOrNaN(), text.nextUnsignedOrNaN());
        });
    }

    private static void emit(MetricSink out, String cpu, double running, double waiting, double timeslices) {
        counter(
                out,
                "node_schedstat_running_seconds_total",
                "Number of seconds CPU spent running a process.",
                running / NANOSECONDS_PER_SECOND,
                cpu);
        counter(
                out,
                "node_schedstat_waiting_seconds_total",
                "Number of seconds spent by processing waiting for this CPU.",
                waiting / NANOSECONDS_PER_SECOND,
                cpu);
        counter(out, "node_schedstat_timeslices_total", "Number of timeslices executed by CPU.", timeslices, cpu);
    }

    private static void counter(MetricSink out, String name, String help, double value, String cpu) {
        if (!Double.isNaN(value)) {
            out.counter(name, help, value, "cpu", cpu);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        KernelText text = host.procIfPresent("schedstat")
                .orElseThrow(() -> new NoDataException("this kernel has no scheduler statistics: no file "
                        + host.paths().procfs() + "/schedstat"));
        send(text, out);
    }
}
