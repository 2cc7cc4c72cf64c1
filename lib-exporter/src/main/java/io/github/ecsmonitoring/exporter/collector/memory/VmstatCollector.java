package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;

/**
 * Virtual memory statistics, from {@code /proc/vmstat}: by default paging, swapping, page faults and out-of-memory
 * kills, else the fields that {@code --collector.vmstat.fields} matches.
 *
 * <pre>
 * node_vmstat_pgmajfault 1814
 * node_vmstat_oom_kill 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_vmstat.5.html">proc_vmstat(5)</a>
 */
public final class VmstatCollector implements Collector {
    private final NameFilter fields;
    private final NameCache<Metric> metrics = new NameCache<>();

    private VmstatCollector(NameFilter fields) {
        this.fields = fields;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<String> fields = flags.text(
                "collector.vmstat.fields",
                "^(oom_kill|pgpg|pswp|pg.*fault).*",
                "Regexp of fields to return for vmstat collector.");
        return log -> new VmstatCollector(NameFilter.of(fields, null));
    }

    /** A field as a metric. */
    private record Metric(String name, String help, boolean shown) {}

    /** Sends the fields that pass the filter. */
    void send(KernelText text, MetricSink out) throws IOException {
        text.eachLine(() -> {
            Metric metric = metric(text.nextString());
            double value = text.nextUnsigned();
            if (metric.shown) {
                out.add(MetricType.UNTYPED, metric.name, metric.help, value);
            }
        });
    }

    private Metric metric(String field) {
        Metric known = metrics.get(field);
        return known != null
                ? known
                : metrics.put(
                        field,
                        new Metric(
                                "node_vmstat_" + MetricName.escape(field),
                                "/proc/vmstat information field " + field + ".",
                                fields.shows(field)));
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        send(host.proc("vmstat"), out);
    }
}
