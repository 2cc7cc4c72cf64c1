package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
    private static final Set<String> TYPES =
            Set.of("HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU");

    private final HostPaths paths;

    SoftirqsCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** Counts on each CPU, by kind. */
    static Map<String, double[]> parse(KernelText text) throws IOException {
        Map<String, double[]> types = new LinkedHashMap<>();
        text.firstLine();
        while (text.nextLine()) {
            int cpus = text.fieldCount() - 1;
            String name = text.nextField() ? text.field() : "";
            if (!name.endsWith(":") || !TYPES.contains(name.substring(0, name.length() - 1))) {
                continue;
            }
            double[] counts = new double[cpus];
            for (int cpu = 0; cpu < cpus; cpu++) {
                counts[cpu] = text.nextUnsigned();
            }
            types.put(name.substring(0, name.length() - 1), counts);
        }
        return types;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        parse(paths.readProc("softirqs")).forEach((type, counts) -> {
            for (int cpu = 0; cpu < counts.length; cpu++) {
                out.counter("node_softirqs_functions_total", "Softirq counts per CPU.", counts[cpu],
                        "cpu", Integer.toString(cpu), "type", type);
            }
        });
    }
}
