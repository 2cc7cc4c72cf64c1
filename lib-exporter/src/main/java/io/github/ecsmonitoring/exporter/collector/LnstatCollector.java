package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * The network's caches by CPU: neighbours, routes, tracked connections, from all files of {@code /proc/net/stat}.
 *
 * <pre>
 * node_lnstat_lookups_total{cpu="0",subsystem="arp_cache"} 14
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lnstat.8.html">lnstat(8)</a>
 */
final class LnstatCollector implements Collector {
    private final HostPaths paths;
    private final SysFolder folder;

    LnstatCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.folder = new SysFolder(paths.procfs().resolve("net/stat"));
    }

    /** A file: names in the first line, then a line of values for each CPU. */
    record Table(List<String> columns, List<double[]> cpus) {
        static Table parse(KernelText text) throws IOException {
            List<String> columns = new ArrayList<>();
            List<double[]> cpus = new ArrayList<>();
            text.firstLine();
            while (text.nextField()) {
                columns.add(MetricName.escape(text.field()));
            }
            while (text.nextLine()) {
                double[] values = new double[text.fieldCount()];
                if (values.length > columns.size()) {
                    throw text.malformed("expected " + columns.size() + " columns, got " + values.length);
                }
                for (int i = 0; i < values.length; i++) {
                    values[i] = Hexadecimal.toDouble(Hexadecimal.next(text));
                }
                cpus.add(values);
            }
            return new Table(columns, cpus);
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (String file : files()) {
            try {
                emit(out, file, Table.parse(paths.read(folder.path().resolve(file))));
            } catch (NoSuchFileException gone) {
                // its kernel module was unloaded just now
            }
        }
    }

    /** A network namespace without caches has no such folder. */
    private List<String> files() throws IOException {
        try {
            return folder.names();
        } catch (NoSuchFileException absent) {
            return List.of();
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
