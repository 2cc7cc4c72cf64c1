package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The table of tracked connections: entries, limit, and what happened to packets, from {@code /proc/sys/net/netfilter}
 * and {@code /proc/net/stat/nf_conntrack}, which has a line for each CPU.
 *
 * <pre>
 * node_nf_conntrack_entries 123
 * node_nf_conntrack_entries_limit 262144
 * node_nf_conntrack_stat_insert_failed 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/nf_conntrack-sysctl.html">Kernel: nf_conntrack sysctl</a>
 */
final class ConntrackCollector implements Collector {
    private static final int COLUMNS = 17;
    /** A kernel before 2.6.35 does not write the last column, search_restart. */
    private static final int FEWEST_COLUMNS = 16;

    private record Metric(int column, String name, String help) {}

    /** The file's columns that are shown; gauges, though they only rise, as in node_exporter. */
    private static final List<Metric> METRICS = List.of(
            stat(2, "found", "Number of searched entries which were successful."),
            stat(4, "invalid", "Number of packets seen which can not be tracked."),
            stat(5, "ignore", "Number of packets seen which are already connected to a conntrack entry."),
            stat(8, "insert", "Number of entries inserted into the list."),
            stat(9, "insert_failed", "Number of entries for which list insertion was attempted but failed."),
            stat(10, "drop", "Number of packets dropped due to conntrack failure."),
            stat(
                    11,
                    "early_drop",
                    "Number of dropped conntrack entries to make room for new ones, if maximum table size was reached."),
            stat(
                    16,
                    "search_restart",
                    "Number of conntrack table lookups which had to be restarted due to hashtable resizes."));

    private final HostPaths paths;
    private final SysFolder netfilter;

    ConntrackCollector(HostPaths paths, Log log) {
        this.paths = paths;
        this.netfilter = new SysFolder(paths.procfs().resolve("sys/net/netfilter"));
    }

    /** The sums over all CPUs, by column. */
    static long[] parse(KernelText text) throws IOException {
        long[] sums = new long[COLUMNS];
        if (!text.firstLine().nextLine()) {
            throw text.malformed("expected a line for each CPU behind the header");
        }
        do {
            int present = text.fieldCount();
            if (present < FEWEST_COLUMNS || present > COLUMNS) {
                throw text.malformed("expected 16 or 17 columns, got " + present);
            }
            for (int i = 0; i < present; i++) {
                sums[i] += Hexadecimal.next(text);
            }
        } while (text.nextLine());
        return sums;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        String why = "connection tracking is not loaded: no file ";
        out.gauge(
                "node_nf_conntrack_entries",
                "Number of currently allocated flow entries for connection tracking.",
                number("nf_conntrack_count", why));
        out.gauge(
                "node_nf_conntrack_entries_limit",
                "Maximum size of connection tracking table.",
                number("nf_conntrack_max", why));
        long[] sums = parse(IfPresent.proc(paths, "net/stat/nf_conntrack", why));
        for (Metric metric : METRICS) {
            out.gauge(metric.name, metric.help, Hexadecimal.toDouble(sums[metric.column]));
        }
    }

    private double number(String file, String why) throws IOException {
        OptionalDouble number = netfilter.numberIfPresent(file);
        if (number.isEmpty()) {
            throw new NoDataException(why + netfilter.path().resolve(file));
        }
        return number.getAsDouble();
    }

    private static Metric stat(int column, String name, String help) {
        return new Metric(column, "node_nf_conntrack_stat_" + name, help);
    }
}
