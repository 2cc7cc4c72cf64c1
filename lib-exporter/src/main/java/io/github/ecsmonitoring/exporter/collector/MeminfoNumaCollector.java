package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory by NUMA node and use, in bytes except for counts of huge pages, and where allocations went; from {@code meminfo} and
 * {@code numastat} in {@code /sys/devices/system/node/node*}.
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

    MeminfoNumaCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    /** A field of a node; {@code name} is as it becomes a metric name: {@code Active(anon)} is {@code Active_anon}. */
    record Field(MetricType type, String node, String name, double value) {
        /** Lines {@code Node 0 Active(anon): 1592 kB}. */
        static List<Field> parseMeminfo(KernelText text) throws IOException {
            List<Field> fields = new ArrayList<>();
            while (text.nextLine()) {
                if (!text.nextField()) {
                    continue;
                }
                String node = text.nextString();
                String name = text.nextString().replace("(", "_").replace(")", "").replace(":", "");
                double value = text.nextUnsigned();
                if (text.nextField()) {
                    if (!text.field().equals("kB")) {
                        throw text.expected("kB");
                    }
                    value *= 1024;
                }
                fields.add(new Field(MetricType.GAUGE, node, name, value));
            }
            return fields;
        }

        /** Lines {@code numa_hit 32647636}. */
        static List<Field> parseNumastat(KernelText text, String node) throws IOException {
            List<Field> fields = new ArrayList<>();
            while (text.nextLine()) {
                if (text.nextField()) {
                    fields.add(new Field(MetricType.COUNTER, node, text.field() + "_total", text.nextUnsigned()));
                }
            }
            return fields;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (SysFolder node : nodes()) {
            emit(out, Field.parseMeminfo(paths.read(node.path().resolve("meminfo"))));
            String number = node.name().substring("node".length());
            emit(out, Field.parseNumastat(paths.read(node.path().resolve("numastat")), number));
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

    private static void emit(MetricSink out, List<Field> fields) {
        for (Field field : fields) {
            out.add(field.type, "node_memory_numa_" + MetricName.escape(field.name), "Memory information field " + field.name + ".",
                    field.value, "node", field.node);
        }
    }
}
