package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.IntegerLabels;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;

/**
 * Packets that each CPU processed or dropped on reception, from {@code /proc/net/softnet_stat}.
 *
 * <pre>
 * node_softnet_dropped_total{cpu="0"} 0
 * node_softnet_times_squeezed_total{cpu="0"} 1
 * </pre>
 *
 * @see <a href="https://github.com/torvalds/linux/blob/master/net/core/net-procfs.c">Kernel: softnet_seq_show</a>
 */
public final class SoftnetCollector implements Collector {
    /** Linux 2.6.23 writes 9 columns, 2.6.39 ten, 4.18 eleven, and 5.14 adds the backlog length and the CPU number. */
    private static final int FEWEST_COLUMNS = 9;

    private static final int CPU_COLUMN = 12;

    private record Metric(int column, MetricType type, String name, String help) {}

    private static final List<Metric> METRICS = List.of(
            counter(0, "processed_total", "Number of processed packets"),
            counter(1, "dropped_total", "Number of dropped packets"),
            counter(2, "times_squeezed_total", "Number of times processing packets ran out of quota"),
            counter(
                    8,
                    "cpu_collision_total",
                    "Number of collision occur while obtaining device lock while transmitting"),
            counter(9, "received_rps_total", "Number of times cpu woken up received_rps"),
            counter(10, "flow_limit_count_total", "Number of times flow limit has been reached"),
            new Metric(11, MetricType.GAUGE, "node_softnet_backlog_len", "Softnet backlog status"));

    private final IntegerLabels cpus = new IntegerLabels();

    /** Sends a line for each CPU; a column that the kernel does not write is 0, as in node_exporter. */
    void show(KernelText text, MetricSink out) throws IOException {
        double[] columns = new double[CPU_COLUMN];
        text.eachLine(() -> {
            int present = text.fieldCount();
            if (present < FEWEST_COLUMNS) {
                throw text.malformed("expected at least " + FEWEST_COLUMNS + " columns, got " + present);
            }
            for (int i = 0; i < CPU_COLUMN; i++) {
                columns[i] = i < present ? KernelNumber.toDouble(text.nextHexadecimal()) : 0;
            }
            long cpu = present > CPU_COLUMN ? text.nextHexadecimal() : text.lineNumber() - 1;
            emit(out, cpus.text(cpu), columns);
        });
    }

    private static void emit(MetricSink out, String cpu, double[] columns) {
        for (int i = 0; i < METRICS.size(); i++) {
            Metric metric = METRICS.get(i);
            out.add(metric.type, metric.name, metric.help, columns[metric.column], "cpu", cpu);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        show(host.proc("net/softnet_stat"), out);
    }

    private static Metric counter(int column, String name, String help) {
        return new Metric(column, MetricType.COUNTER, "node_softnet_" + name, help);
    }
}
