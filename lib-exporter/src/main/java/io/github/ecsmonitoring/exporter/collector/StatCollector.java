package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Interrupts, context switches, forks, the time of the boot, from {@code /proc/stat}; with {@code --collector.stat.softirq} also soft
 * interrupts by vector. {@link CpuCollector} reads the file's other lines.
 *
 * <pre>
 * node_context_switches_total 1.137151e+07
 * node_boot_time_seconds 1.795365856e+09
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
final class StatCollector implements Collector {
    private static final String SOFTIRQ = "softirq";
    /** The columns of the line "softirq" behind the total. */
    private static final String[] VECTORS =
        {"hi", "timer", "net_tx", "net_rx", "block", "block_iopoll", "tasklet", "sched", "hrtimer", "rcu"};

    private record Metric(MetricType type, String name, String help) {}

    private static final Map<String, Metric> METRICS = Map.of(
            "intr", new Metric(MetricType.COUNTER, "node_intr_total", "Total number of interrupts serviced."),
            "ctxt", new Metric(MetricType.COUNTER, "node_context_switches_total", "Total number of context switches."),
            "processes", new Metric(MetricType.COUNTER, "node_forks_total", "Total number of forks."),
            "btime", new Metric(MetricType.GAUGE, "node_boot_time_seconds", "Node boot time, in unixtime."),
            "procs_running", new Metric(MetricType.GAUGE, "node_procs_running", "Number of processes in runnable state."),
            "procs_blocked", new Metric(MetricType.GAUGE, "node_procs_blocked",
                    "Number of processes blocked waiting for I/O to complete."));

    private final HostPaths paths;
    private final boolean softirqs;

    private StatCollector(HostPaths paths, boolean softirqs) {
        this.paths = paths;
        this.softirqs = softirqs;
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<Boolean> softirqs = flags.toggle("collector.stat.softirq", false, "Export softirq calls per vector");
        return (paths, log) -> new StatCollector(paths, softirqs.value());
    }

    /**
     * The lines that are shown.
     *
     * @param values   by the file's own names
     * @param vectors  in the order of {@link #VECTORS}; empty in a file without them
     */
    record Stat(Map<String, Double> values, double[] vectors) {
        static Stat parse(KernelText text) throws IOException {
            Map<String, Double> values = new HashMap<>();
            double[] vectors = {};
            while (text.nextLine()) {
                String name = text.nextField() ? text.field() : "";
                if (METRICS.containsKey(name)) {
                    values.put(name, text.nextUnsigned());
                } else if (name.equals(SOFTIRQ)) {
                    vectors = parseVectors(text);
                }
            }
            if (values.isEmpty()) {
                throw text.without("line \"ctxt number\" or the like");
            }
            return new Stat(values, vectors);
        }

        private static double[] parseVectors(KernelText text) throws IOException {
            double[] vectors = new double[VECTORS.length];
            text.nextUnsigned(); // the total
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = text.nextUnsigned();
            }
            return vectors;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        Stat stat = Stat.parse(paths.readProc("stat"));
        stat.values.forEach((name, value) -> {
            Metric metric = METRICS.get(name);
            out.add(metric.type, metric.name, metric.help, value);
        });
        for (int i = 0; softirqs && i < stat.vectors.length; i++) {
            out.counter("node_softirqs_total", "Number of softirq calls.", stat.vectors[i], "vector", VECTORS[i]);
        }
    }
}
