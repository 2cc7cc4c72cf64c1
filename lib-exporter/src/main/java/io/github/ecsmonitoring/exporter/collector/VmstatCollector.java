package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;

/**
 * Counts of the virtual memory, from {@code /proc/vmstat}: paging, swapping, page faults and kills for lack of memory,
 * or those fields that {@code --collector.vmstat.fields} finds.
 *
 * <pre>
 * node_vmstat_pgmajfault 1814
 * node_vmstat_oom_kill 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_vmstat.5.html">proc_vmstat(5)</a>
 */
final class VmstatCollector implements Collector {
    private final HostPaths paths;
    private final NameFilter fields;
    private final ByName<Metric> metrics = new ByName<>();

    private VmstatCollector(HostPaths paths, NameFilter fields) {
        this.paths = paths;
        this.fields = fields;
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<String> fields = flags.text(
                "collector.vmstat.fields",
                "^(oom_kill|pgpg|pswp|pg.*fault).*",
                "Regexp of fields to return for vmstat collector.");
        return (paths, log) -> new VmstatCollector(paths, NameFilter.of(fields, null));
    }

    /** A field as a metric. */
    private record Metric(String name, String help, boolean shown) {}

    /** Sends the fields of the file that are shown. */
    void show(KernelText text, MetricSink out) throws IOException {
        while (text.nextLine()) {
            Metric metric = metric(text.nextString());
            double value = text.nextUnsigned();
            if (metric.shown) {
                out.add(MetricType.UNTYPED, metric.name, metric.help, value);
            }
        }
    }

    private Metric metric(String field) {
        Metric known = metrics.find(field);
        return known != null
                ? known
                : metrics.keep(
                        field,
                        new Metric(
                                "node_vmstat_" + MetricName.escape(field),
                                "/proc/vmstat information field " + field + ".",
                                fields.shows(field)));
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        show(paths.readProc("vmstat"), out);
    }
}
