package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Map;

/**
 * Soft interrupts by kind and CPU, from {@code /proc/softirqs}.
 *
 * <pre>
 * node_softirqs_functions_total{cpu="0",type="NET_RX"} 44163
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#softirqs">The /proc filesystem: softirqs</a>
 */
final class SoftirqsCollector implements Collector {
    /** By the file's first field. */
    private static final Map<String, String> TYPES = Map.of(
            "HI:",
            "HI",
            "TIMER:",
            "TIMER",
            "NET_TX:",
            "NET_TX",
            "NET_RX:",
            "NET_RX",
            "BLOCK:",
            "BLOCK",
            "IRQ_POLL:",
            "IRQ_POLL",
            "TASKLET:",
            "TASKLET",
            "SCHED:",
            "SCHED",
            "HRTIMER:",
            "HRTIMER",
            "RCU:",
            "RCU");

    private final HostPaths paths;

    SoftirqsCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** Sends the lines, in which a kind's counts on each CPU stand. */
    void show(KernelText text, MetricSink out) throws IOException {
        text.firstLine();
        while (text.nextLine()) {
            int cpus = text.fieldCount() - 1;
            String type = text.nextField() ? TYPES.get(text.field()) : null;
            for (int cpu = 0; type != null && cpu < cpus; cpu++) {
                out.counter(
                        "node_softirqs_functions_total",
                        "Softirq counts per CPU.",
                        text.nextUnsigned(),
                        "cpu",
                        CpuNumber.text(cpu),
                        "type",
                        type);
            }
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        show(paths.readProc("softirqs"), out);
    }
}
