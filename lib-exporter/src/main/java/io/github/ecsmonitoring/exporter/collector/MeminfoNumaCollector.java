package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Memory by NUMA node and use, in bytes except for counts of huge pages, and where allocations went; from
 * {@code meminfo} and {@code numastat} in {@code /sys/devices/system/node/node*}.
 *
 * <pre>
 * node_memory_numa_Active_anon{node="0"} 1.630208e+06
 * node_memory_numa_numa_hit_total{node="0"} 3.2647636e+07
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/numastat.html">Kernel: numastat</a>
 */
final class MeminfoNumaCollector implements Collector {
    private final HostPaths paths;
    private final ByName<Metric> memory = new ByName<>();
    private final ByName<Metric> counts = new ByName<>();

    MeminfoNumaCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** A field as a metric. */
    private record Metric(String name, String help) {
        /** {@code Active(anon):} is {@code Active_anon}. */
        static Metric of(String field) {
            String name = field.replace("(", "_").replace(")", "").replace(":", "");
            return new Metric("node_memory_numa_" + MetricName.escape(name), "Memory information field " + name + ".");
        }
    }

    /** Sends lines {@code Node 0 Active(anon): 1592 kB}. */
    void showMeminfo(KernelText text, MetricSink out) throws IOException {
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            String node = text.nextString();
            String field = text.nextString();
            double value = text.nextUnsigned();
            if (text.nextField()) {
                if (!text.fieldIs("kB")) {
                    throw text.expected("kB");
                }
                value *= 1024;
            }
            Metric metric = memory.find(field);
            metric = metric != null ? metric : memory.keep(field, Metric.of(field));
            out.gauge(metric.name, metric.help, value, "node", node);
        }
    }

    /** Sends lines {@code numa_hit 32647636}. */
    void showNumastat(KernelText text, MetricSink out, String node) throws IOException {
        while (text.nextLine()) {
            if (text.nextField()) {
                String field = text.field();
                Metric metric = counts.find(field);
                metric = metric != null ? metric : counts.keep(field, Metric.of(field + "_total"));
                out.counter(metric.name, metric.help, text.nextUnsigned(), "node", node);
            }
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (SysFolder node : nodes()) {
            showMeminfo(paths.read(node.path().resolve("meminfo")), out);
            String number = node.name().substring("node".length());
            showNumastat(paths.read(node.path().resolve("numastat")), out, number);
        }
    }

    /** A kernel without NUMA has no such folder. */
    private List<SysFolder> nodes() throws IOException {
        try {
            return paths.sys("devices/system/node").children("node[0-9]*");
        } catch (NoSuchFileException absent) {
            return List.of();
        }
    }
}
