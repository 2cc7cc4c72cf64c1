package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory by use, from {@code /proc/meminfo}: the fields that node_exporter exposes, in bytes, except for counts of huge
 * pages.
 *
 * <pre>
 * node_memory_MemAvailable_bytes 4.041428992e+09
 * node_memory_HugePages_Total 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#meminfo">The /proc filesystem: meminfo</a>
 */
public final class MeminfoCollector implements Collector {
    /** The fields in the file; {@code Active(anon)} becomes {@code Active_anon} in the metric's name. */
    private static final String FIELDS = """
            Active Active(anon) Active(file) AnonHugePages AnonPages Bounce Buffers Cached CmaFree CmaTotal CommitLimit Committed_AS
            DirectMap1G DirectMap2M DirectMap4k Dirty HardwareCorrupted HugePages_Free HugePages_Rsvd HugePages_Surp HugePages_Total
            Hugepagesize Inactive Inactive(anon) Inactive(file) KernelStack Mapped MemAvailable MemFree MemTotal Mlocked NFS_Unstable
            PageTables Percpu SReclaimable SUnreclaim Shmem ShmemHugePages ShmemPmdMapped Slab SwapCached SwapFree SwapTotal Unevictable
            VmallocChunk VmallocTotal VmallocUsed Writeback WritebackTmp Zswap Zswapped""";

    /** {@code index} is that of its value in the result of {@link #parse}. */
    private record Metric(int index, String name, String help) {}

    /** By the names in the file, with the colon. */
    private static final Map<String, Metric> METRICS = metrics();

    /**
     * The values of the metrics by their indexes: in bytes, or as they are if the file has no unit; NaN if the file has
     * no such field.
     */
    static double[] parse(KernelText text) {
        double[] values = new double[METRICS.size()];
        Arrays.fill(values, Double.NaN);
        text.eachLine(() -> {
            if (text.nextField()) {
                parseLine(text, values);
            }
        });
        if (Arrays.stream(values).allMatch(Double::isNaN)) {
            text.omit(text.without("a line \"name: value\""));
        }
        return values;
    }

    private static void parseLine(KernelText text, double[] values) throws IOException {
        String name = text.field();
        if (!name.endsWith(":")) {
            throw text.malformed("expected \"name: value\"");
        }
        double value = value(text);
        Metric metric = METRICS.get(name);
        if (metric != null) {
            values[metric.index] = value;
        }
    }

    private static double value(KernelText text) throws IOException {
        double value = text.nextUnsigned();
        if (!text.nextField()) {
            return value;
        }
        if (!text.fieldIs("kB")) {
            throw text.expected("kB");
        }
        return value * 1024;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        double[] values = parse(host.proc("meminfo"));
        for (Metric metric : METRICS.values()) {
            if (!Double.isNaN(values[metric.index])) {
                out.gauge(metric.name, metric.help, values[metric.index]);
            }
        }
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new HashMap<>();
        for (String field : FIELDS.split("\\s+")) {
            String name = field.replace("(", "_").replace(")", "") + (field.startsWith("HugePages_") ? "" : "_bytes");
            metrics.put(
                    field + ":",
                    new Metric(metrics.size(), "node_memory_" + name, "Memory information field " + name + "."));
        }
        return metrics;
    }
}
