package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Memory by use, from {@code /proc/meminfo}: the fields that node_exporter shows, in bytes, except for counts of huge pages.
 *
 * <pre>
 * node_memory_MemAvailable_bytes 4.041428992e+09
 * node_memory_HugePages_Total 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html#meminfo">The /proc filesystem: meminfo</a>
 */
final class MeminfoCollector implements Collector {
    /** The file's names, as they become metric names: {@code Active(anon)} is {@code Active_anon}. */
    private static final String FIELDS = """
            Active Active(anon) Active(file) AnonHugePages AnonPages Bounce Buffers Cached CmaFree CmaTotal CommitLimit Committed_AS
            DirectMap1G DirectMap2M DirectMap4k Dirty HardwareCorrupted HugePages_Free HugePages_Rsvd HugePages_Surp HugePages_Total
            Hugepagesize Inactive Inactive(anon) Inactive(file) KernelStack Mapped MemAvailable MemFree MemTotal Mlocked NFS_Unstable
            PageTables Percpu SReclaimable SUnreclaim Shmem ShmemHugePages ShmemPmdMapped Slab SwapCached SwapFree SwapTotal Unevictable
            VmallocChunk VmallocTotal VmallocUsed Writeback WritebackTmp Zswap Zswapped""";

    private record Metric(String name, String help) {}

    private static final Map<String, Metric> METRICS = metrics();

    private final HostPaths paths;

    MeminfoCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** Values by the file's own names, in bytes or, where the file gives no unit, as they stand. */
    static Map<String, Double> parse(KernelText text) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        while (text.nextLine()) {
            if (!text.nextField()) {
                continue;
            }
            String name = text.field();
            if (!name.endsWith(":")) {
                throw text.malformed("expected \"name: value\"");
            }
            double value = text.nextUnsigned();
            if (text.nextField()) {
                if (!text.field().equals("kB")) {
                    throw text.expected("kB");
                }
                value *= 1024;
            }
            values.put(name.substring(0, name.length() - 1), value);
        }
        if (values.isEmpty()) {
            throw text.without("line \"name: value\"");
        }
        return values;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        parse(paths.readProc("meminfo")).forEach((field, value) -> {
            Metric metric = METRICS.get(field);
            if (metric != null) {
                out.gauge(metric.name, metric.help, value);
            }
        });
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new HashMap<>();
        for (String field : FIELDS.split("\\s+")) {
            String name = field.replace("(", "_").replace(")", "") + (field.startsWith("HugePages_") ? "" : "_bytes");
            metrics.put(field, new Metric("node_memory_" + name, "Memory information field " + name + "."));
        }
        return metrics;
    }
}
