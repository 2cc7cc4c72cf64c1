package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Free blocks of memory by zone and size, from {@code /proc/buddyinfo}: size n is 2^n contiguous pages.
 *
 * <pre>
 * node_buddyinfo_blocks{node="0",size="10",zone="DMA32"} 752
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_buddyinfo.5.html">proc_buddyinfo(5)</a>
 */
public final class BuddyinfoCollector implements Collector {
    /** A line {@code Node 0, zone DMA 1 0 3}: the number of free blocks by size. */
    record Zone(String node, String name, double[] blocks) {
        static List<Zone> parse(KernelText text) throws IOException {
            List<Zone> zones = new ArrayList<>();
            text.eachLine(() -> {
                text.nextString();
                String node = withoutComma(text.nextString());
                text.nextString();
                String name = withoutComma(text.nextString());
                double[] blocks = new double[text.fieldCount() - 4];
                for (int size = 0; size < blocks.length; size++) {
                    blocks[size] = text.nextUnsignedOrNaN();
                }
                if (!zones.isEmpty() && zones.getFirst().blocks.length != blocks.length) {
                    throw text.malformed("expected " + zones.getFirst().blocks.length + " sizes, got " + blocks.length);
                }
                zones.add(new Zone(node, name, blocks));
            });
            return zones;
        }

        private static String withoutComma(String field) {
            return field.endsWith(",") ? field.substring(0, field.length() - 1) : field;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Zone zone : Zone.parse(host.proc("buddyinfo"))) {
            for (int size = 0; size < zone.blocks.length; size++) {
                out.addIfRead(
                        MetricType.GAUGE,
                        "node_buddyinfo_blocks",
                        "Count of free blocks according to size.",
                        zone.blocks[size],
                        "node",
                        zone.node,
                        "zone",
                        zone.name,
                        "size",
                        Integer.toString(size));
            }
        }
    }
}
