package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts of the virtual memory, from {@code /proc/vmstat}: paging, swapping, page faults and kills for lack of memory, or those fields
 * that {@code --collector.vmstat.fields} finds.
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

    private VmstatCollector(HostPaths paths, NameFilter fields) {
        this.paths = paths;
        this.fields = fields;
    }

    static CollectorType.Factory declare(Flags flags) {
        Flag<String> fields = flags.text("collector.vmstat.fields", "^(oom_kill|pgpg|pswp|pg.*fault).*",
                "Regexp of fields to return for vmstat collector.");
        return (paths, log) -> new VmstatCollector(paths, NameFilter.of(fields, null));
    }

    record Field(String name, double value) {
        static List<Field> parse(KernelText text) throws IOException {
            List<Field> fields = new ArrayList<>();
            while (text.nextLine()) {
                fields.add(new Field(text.nextString(), text.nextUnsigned()));
            }
            return fields;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Field field : Field.parse(paths.readProc("vmstat"))) {
            if (fields.shows(field.name)) {
                out.add(MetricType.UNTYPED, "node_vmstat_" + MetricName.escape(field.name),
                        "/proc/vmstat information field " + field.name + ".", field.value);
            }
        }
    }
}
