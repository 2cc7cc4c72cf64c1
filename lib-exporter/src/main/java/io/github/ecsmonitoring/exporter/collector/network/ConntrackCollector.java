package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The connection tracking table: entries and limit from {@code /proc/sys/net/netfilter}, packet counters from
 * {@code /proc/net/stat/nf_conntrack}, which has a line for each CPU.
 *
 * <pre>
 * node_nf_conntrack_entries 123
 * node_nf_conntrack_entries_limit 262144
 * node_nf_conntrack_stat_insert_failed 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/nf_conntrack-sysctl.html">Kernel: nf_conntrack sysctl</a>
 */
public final class ConntrackCollector implements Collector {
    private static final String NOT_LOADED = "connection tracking is not loaded: no file ";
    private static final int COLUMNS = 17;
    /** Without search_restart, the last column, which was added in Linux 2.6.35. */
    private static final int FEWEST_COLUMNS = 16;

    private record Metric(int column, String name, String help) {}

    /** The exposed columns; gauges as in node_exporter, although they are counters. */
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

    /** The sums over all CPUs, by column. */
    static long[] parse(KernelText text) throws IOException {
        long[] sums = new long[COLUMNS];
        if (!text.firstLine().nextLine()) {
            throw text.malformed("expected a line for each CPU after the header");
        }
        do {
            int present = text.fieldCount();
            if (present < FEWEST_COLUMNS || present > COLUMNS) {
                throw text.malformed("expected 16 or 17 columns, got " + present);
            }
            for (int i = 0; i < present; i++) {
                sums[i] += text.nextHexadecimal();
            }
        } while (text.nextLine());
        return sums;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder netfilter = host.procFolder("sys/net/netfilter");
        number(netfilter, "nf_conntrack_count")
                .ifPresent(entries -> out.gauge(
                        "node_nf_conntrack_entries",
                        "Number of currently allocated flow entries for connection tracking.",
                        entries));
        number(netfilter, "nf_conntrack_max")
                .ifPresent(limit -> out.gauge(
                        "node_nf_conntrack_entries_limit", "Maximum size of connection tracking table.", limit));
        host.attempt(() -> collectCounters(host, out));
    }

    private static OptionalDouble number(SysFolder netfilter, String file) throws NoDataException {
        OptionalDouble number = netfilter.number(file);
        if (number.isEmpty() && netfilter.read(file).isAbsent()) {
            throw new NoDataException(NOT_LOADED + netfilter.path(file));
        }
        return number;
    }

    /** A line that cannot be read leaves out all counters: sums without it would be wrong. */
    private static void collectCounters(HostReader host, MetricSink out) throws IOException {
        long[] sums = parse(host.proc("net/stat/nf_conntrack"));
        for (Metric metric : METRICS) {
            out.gauge(metric.name, metric.help, KernelNumber.toDouble(sums[metric.column]));
        }
    }

    private static Metric stat(int column, String name, String help) {
        return new Metric(column, "node_nf_conntrack_stat_" + name, help);
    }
}
