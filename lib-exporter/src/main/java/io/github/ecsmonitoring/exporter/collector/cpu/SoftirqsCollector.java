package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.IntegerLabels;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.Map;

/**
 * Soft interrupts by type and CPU, from {@code /proc/softirqs}.
 *
 * <pre>
 * node_softirqs_functions_total{cpu="0",type="NET_RX"} 44163
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#softirqs">The /proc filesystem: softirqs</a>
 */
public final class SoftirqsCollector implements Collector {
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

    private final IntegerLabels cpus = new IntegerLabels();

    /** Sends each line: the counts of a type by CPU. */
    void send(KernelText text, MetricSink out) throws IOException {
        text.firstLine();
        while (text.nextLine()) {
            int columns = text.fieldCount() - 1;
            String type = text.nextField() ? TYPES.get(text.field()) : null;
            for (int cpu = 0; type != null && cpu < columns; cpu++) {
                double count = text.nextUnsignedOrNaN();
                if (!Double.isNaN(count)) {
                    out.counter(
                            "node_softirqs_functions_total",
                            "Softirq counts per CPU.",
                            count,
                            "cpu",
                            cpus.text(cpu),
                            "type",
                            type);
                }
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        send(host.proc("softirqs"), out);
    }
}
