package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.NameCache;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;

/**
 * Memory by NUMA node and use, in bytes except for counts of huge pages, and allocations by node; from {@code meminfo}
 * and {@code numastat} in {@code /sys/devices/system/node/node*}.
 *
 * <pre>
 * node_memory_numa_Active_anon{node="0"} 1.630208e+06
 * node_memory_numa_numa_hit_total{node="0"} 3.2647636e+07
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/numastat.html">Kernel: numastat</a>
 */
public final class MeminfoNumaCollector implements Collector {
    private final NameCache<Metric> memory = new NameCache<>();
    private final NameCache<Metric> counts = new NameCache<>();

    /** A field as a metric. */
    private record Metric(String name, String help) {
        /** {@code Active(anon):} is {@code Active_anon}. */
        static Metric of(String field) {
            String name = field.replace("(", "_").replace(")", "").replace(":", "");
            return new Metric("node_memory_numa_" + MetricName.escape(name), "Memory information field " + name + ".");
        }
    }

    /** Sends lines {@code Node 0 Active(anon): 1592 kB}. */
    void sendMeminfo(KernelText text, MetricSink out) throws IOException {
        text.eachLine(() -> {
            if (!text.nextField()) {
                return;
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
            Metric metric = memory.get(field);
            metric = metric != null ? metric : memory.put(field, Metric.of(field));
            out.gauge(metric.name, metric.help, value, "node", node);
        });
    }

    /** Sends lines {@code numa_hit 32647636}. */
    void sendNumastat(KernelText text, MetricSink out, String node) throws IOException {
        text.eachLine(() -> {
            if (text.nextField()) {
                String field = text.field();
                Metric metric = counts.get(field);
                metric = metric != null ? metric : counts.put(field, Metric.of(field + "_total"));
                out.counter(metric.name, metric.help, text.nextUnsigned(), "node", node);
            }
        });
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        // A kernel without NUMA has no such folder.
        for (SysFolder node : host.sys("devices/system/node").list().folders("node[0-9]*")) {
            host.attempt(() -> sendMeminfo(host.text(node.path("meminfo")), out));
            String number = node.name().substring("node".length());
            host.attempt(() -> sendNumastat(host.text(node.path("numastat")), out, number));
        }
    }
}
