package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.Map;

/**
 * Interrupts, context switches, forks and the boot time, from {@code /proc/stat}; with {@code --collector.stat.softirq}
 * also soft interrupts by vector. The cpu collector reads the other lines of the file.
 *
 * <pre>
 * node_context_switches_total 1.137151e+07
 * node_boot_time_seconds 1.795365856e+09
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
public final class StatCollector implements Collector {
    private static final String SOFTIRQ = "softirq";
    /** The columns of the line "softirq" after the total. */
    private static final String[] VECTORS = {
        "hi", "timer", "net_tx", "net_rx", "block", "block_iopoll", "tasklet", "sched", "hrtimer", "rcu"
    };

    private record Metric(MetricType type, String name, String help) {}

    private static final Map<String, Metric> METRICS = Map.of(
            "intr", new Metric(MetricType.COUNTER, "node_intr_total", "Total number of interrupts serviced."),
            "ctxt", new Metric(MetricType.COUNTER, "node_context_switches_total", "Total number of context switches."),
            "processes", new Metric(MetricType.COUNTER, "node_forks_total", "Total number of forks."),
            "btime", new Metric(MetricType.GAUGE, "node_boot_time_seconds", "Node boot time, in unixtime."),
            "procs_running",
                    new Metric(MetricType.GAUGE, "node_procs_running", "Number of processes in runnable state."),
            "procs_blocked",
                    new Metric(
                            MetricType.GAUGE,
                            "node_procs_blocked",
                            "Number of processes blocked waiting for I/O to complete."));

    private final boolean softirqs;

    private StatCollector(boolean softirqs) {
        this.softirqs = softirqs;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<Boolean> softirqs = flags.toggle("collector.stat.softirq", false, "Export softirq calls per vector");
        return log -> new StatCollector(softirqs.value());
    }

    /** Sends the lines that have metrics. */
    void send(KernelText text, MetricSink out) throws IOException {
        long before = out.bytes();
        text.eachLine(() -> {
            if (!text.nextField() || text.fieldStartsWith("cpu")) {
                return;
            }
            Metric metric = METRICS.get(text.field());
            if (metric != null) {
                out.add(metric.type, metric.name, metric.help, text.nextUnsigned());
            } else if (softirqs && text.fieldIs(SOFTIRQ)) {
                sendVectors(text, out);
            }
        });
        if (out.bytes() == before) {
            text.omit(text.without("a line \"ctxt number\" or similar"));
        }
    }

    private static void sendVectors(KernelText text, MetricSink out) {
        text.nextField(); // the total
        for (String vector : VECTORS) {
            out.addIfRead(
                    MetricType.COUNTER,
                    "node_softirqs_total",
                    "Number of softirq calls.",
                    text.nextUnsignedOrNaN(),
                    "vector",
                    vector);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        send(host.proc("stat"), out);
    }
}
