package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statistics of the kernel's network caches (neighbors, routes, tracked connections) by CPU, from all files of
 * {@code /proc/net/stat}.
 *
 * <pre>
 * node_lnstat_lookups_total{cpu="0",subsystem="arp_cache"} 14
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lnstat.8.html">lnstat(8)</a>
 */
public final class LnstatCollector implements Collector {
    private static final String FOLDER = "net/stat";

    /** A file: a header line with the names, then a line of values for each CPU. */
    record Table(List<String> columns, List<double[]> cpus) {
        static Table parse(KernelText text) throws IOException {
            List<String> columns = new ArrayList<>();
            List<double[]> cpus = new ArrayList<>();
            text.firstLine();
            while (text.nextField()) {
                columns.add(MetricName.escape(text.field()));
            }
            while (text.nextLine()) {
                cpus.add(readLine(text, columns));
            }
            return new Table(columns, cpus);
        }

        /** No values for a line that cannot be read: the position of a line is the number of its CPU. */
        private static double[] readLine(KernelText text, List<String> columns) {
            double[] values = new double[text.fieldCount()];
            try {
                if (values.length > columns.size()) {
                    throw text.malformed("expected " + columns.size() + " columns, got " + values.length);
                }
                for (int i = 0; i < values.length; i++) {
                    values[i] = KernelNumber.toDouble(text.nextHexadecimal());
                }
                return values;
            } catch (IOException e) {
                text.omit(e);
                return new double[0];
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        // A network namespace without caches has no such folder, and a module may be unloaded between listing and
        // reading.
        for (String file : host.procFolder(FOLDER).list().names()) {
            host.attempt(() -> {
                Optional<KernelText> text = host.procIfPresent(FOLDER + '/' + file);
                if (text.isPresent()) {
                    emit(out, file, Table.parse(text.get()));
                }
            });
        }
    }

    private static void emit(MetricSink out, String file, Table table) {
        for (int cpu = 0; cpu < table.cpus.size(); cpu++) {
            double[] values = table.cpus.get(cpu);
            for (int i = 0; i < values.length; i++) {
                out.counter(
                        "node_lnstat_" + table.columns.get(i) + "_total",
                        "linux network cache stats",
                        values[i],
                        "cpu",
                        Integer.toString(cpu),
                        "subsystem",
                        file);
            }
        }
    }
}
