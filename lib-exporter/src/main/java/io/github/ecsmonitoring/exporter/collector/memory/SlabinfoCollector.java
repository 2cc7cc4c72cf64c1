package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's caches of objects, from {@code /proc/slabinfo}, which only root may read.
 *
 * <pre>
 * node_slabinfo_active_objects{slab="dentry"} 84210
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/slabinfo.5.html">slabinfo(5)</a>
 */
public final class SlabinfoCollector implements Collector {
    /** Fields of a line of version 2.1, with the separators ":", "tunables" and "slabdata". */
    private static final int FIELDS = 16;

    /** The file's columns after the name: metric and help text. */
    private static final String[][] COLUMNS = {
        {"node_slabinfo_active_objects", "The number of objects that are currently active (i.e., in use)."},
        {
            "node_slabinfo_objects",
            "The total number of allocated objects (i.e., objects that are both in use and not in use)."
        },
        {"node_slabinfo_object_size_bytes", "The size of objects in this slab, in bytes."},
        {"node_slabinfo_objects_per_slab", "The number of objects stored in each slab."},
        {"node_slabinfo_pages_per_slab", "The number of pages allocated for each slab."},
    };

    private final NameFilter slabs;

    private SlabinfoCollector(NameFilter slabs) {
        this.slabs = slabs;
    }

    public static CollectorFactory declare(Flags flags) {
        Flag<String> include = flags.text(
                "collector.slabinfo.slabs-include", ".*", "Regexp of slabs to include in slabinfo collector.");
        Flag<String> exclude =
                flags.text("collector.slabinfo.slabs-exclude", "", "Regexp of slabs to exclude in slabinfo collector.");
        return log -> new SlabinfoCollector(NameFilter.of(include, exclude));
    }

    /** A slab and its values, in the order of {@link #COLUMNS}. */
    record Slab(String name, double[] values) {
        static List<Slab> parse(KernelText text) throws IOException {
            List<Slab> slabs = new ArrayList<>();
            text.eachLine(() -> {
                String name = text.nextString();
                // the two header lines: "slabinfo - version: 2.1" and "# name <active_objs> …"
                if (name.equals("slabinfo") || name.equals("#")) {
                    return;
                }
                int fields = text.fieldCount();
                if (fields != FIELDS) {
                    throw text.malformed("expected " + FIELDS + " fields, got " + fields);
                }
                double[] values = new double[COLUMNS.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = text.nextUnsignedOrNaN();
                }
                slabs.add(new Slab(name, values));
            });
            return slabs;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Slab slab : Slab.parse(host.proc("slabinfo"))) {
            if (slabs.shows(slab.name)) {
                for (int i = 0; i < COLUMNS.length; i++) {
                    out.addIfRead(MetricType.GAUGE, COLUMNS[i][0], COLUMNS[i][1], slab.values[i], "slab", slab.name);
                }
            }
        }
    }
}
