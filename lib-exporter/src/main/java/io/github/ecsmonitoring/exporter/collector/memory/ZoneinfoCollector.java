package io.github.ecsmonitoring.exporter.collector.memory;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory zones: watermarks, pages by use, allocations by node, from {@code /proc/zoneinfo}. Statistics of the whole
 * node are part of its first zone.
 *
 * <pre>
 * node_zoneinfo_nr_free_pages{node="0",zone="DMA32"} 772497
 * node_zoneinfo_protection_1{node="0",zone="DMA"} 3017
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_zoneinfo.5.html">proc_zoneinfo(5)</a>
 */
public final class ZoneinfoCollector implements Collector {
    private static final String EXPECTED_ZONE = "expected \"Node 0, zone name\"";

    private record Metric(MetricType type, String name, String help) {}

    /** By the names in the file. */
    private static final Map<String, Metric> METRICS = Map.ofEntries(
            gauge("nr_free_pages", "", "Total number of free pages in the zone"),
            gauge("min", "_pages", "Zone watermark pages_min"),
            gauge("low", "_pages", "Zone watermark pages_low"),
            gauge("high", "_pages", "Zone watermark pages_high"),
            gauge("scanned", "_pages", "Pages scanned since last reclaim"),
            gauge("spanned", "_pages", "Total pages spanned by the zone, including holes"),
            gauge("present", "_pages", "Physical pages existing within the zone"),
            gauge("managed", "_pages", "Present pages managed by the buddy system"),
            gauge("nr_active_anon", "_pages", "Number of anonymous pages recently more used"),
            gauge("nr_inactive_anon", "_pages", "Number of anonymous pages recently less used"),
            gauge("nr_isolated_anon", "_pages", "Temporary isolated pages from anon lru"),
            gauge("nr_anon_pages", "", "Number of anonymous pages currently used by the system"),
            gauge(
                    "nr_anon_transparent_hugepages",
                    "",
                    "Number of anonymous transparent huge pages currently used by the system"),
            gauge("nr_active_file", "_pages", "Number of active pages with file-backing"),
            gauge("nr_inactive_file", "_pages", "Number of inactive pages with file-backing"),
            gauge("nr_isolated_file", "_pages", "Temporary isolated pages from file lru"),
            gauge("nr_file_pages", "", "Number of file pages"),
            gauge("nr_slab_reclaimable", "_pages", "Number of reclaimable slab pages"),
            gauge("nr_slab_unreclaimable", "_pages", "Number of unreclaimable slab pages"),
            gauge("nr_mlock_stack", "_pages", "mlock()ed pages found and moved off LRU"),
            gauge("nr_kernel_stack", "s", "Number of kernel stacks"),
            gauge("nr_mapped", "_pages", "Number of mapped pages"),
            gauge("nr_dirty", "_pages", "Number of dirty pages"),
            gauge("nr_writeback", "_pages", "Number of writeback pages"),
            gauge("nr_unevictable", "_pages", "Number of unevictable pages"),
            gauge("nr_shmem", "_pages", "Number of shmem pages (included tmpfs/GEM pages)"),
            counter("nr_dirtied", "Page dirtyings since bootup"),
            counter("nr_written", "Page writings since bootup"),
            counter("numa_hit", "Allocated in intended node"),
            counter("numa_miss", "Allocated in non intended node"),
            counter("numa_foreign", "Was intended here, hit elsewhere"),
            counter("numa_interleave", "Interleaver preferred this zone"),
            counter("numa_local", "Allocation from local node"),
            counter("numa_other", "Allocation from other node"));

    /** A zone: values by the names in the file, {@code protection} as the list in parentheses. */
    record Zone(String node, String name, Map<String, Double> values, List<Double> protection) {
        static List<Zone> parse(KernelText text) {
            List<Zone> zones = new ArrayList<>();
            Zone current = null;
            while (text.nextLine()) {
                try {
                    String name = text.nextField() ? text.field() : "";
                    if (startsZone(text, name)) {
                        current = null; // lines after a first line that cannot be read belong to no zone
                        current = parseFirst(text, name);
                        zones.add(current);
                    } else if (current == null) {
                        throw text.malformed(EXPECTED_ZONE);
                    } else {
                        current.parseLine(text, name);
                    }
                } catch (IOException e) {
                    text.omit(e);
                }
            }
            return zones;
        }

        /** Whether the line is {@code Node 0, zone DMA32}, even if it is damaged. */
        private static boolean startsZone(KernelText text, String name) {
            if (name.equals("Node")) {
                return true;
            }
            return !name.equals("protection:")
                    && !METRICS.containsKey(name)
                    && text.nextField()
                    && text.nextField()
                    && text.fieldIs("zone");
        }

        private static Zone parseFirst(KernelText text, String name) throws IOException {
            if (!name.equals("Node")) {
                throw text.malformed(EXPECTED_ZONE);
            }
            String node = withoutMarks(text.nextString());
            text.nextString(); // "zone"
            return new Zone(node, text.nextString(), new HashMap<>(), new ArrayList<>());
        }

        private void parseLine(KernelText text, String name) throws IOException {
            if (name.equals("protection:")) {
                parseProtection(text, protection);
            } else if (METRICS.containsKey(name)) {
                values.put(name, text.nextUnsigned());
            }
        }

        private static void parseProtection(KernelText text, List<Double> protection) throws IOException {
            while (text.nextField()) {
                try {
                    protection.add((double) Long.parseLong(withoutMarks(text.field())));
                } catch (NumberFormatException notANumber) {
                    throw text.expected("a number of pages");
                }
            }
        }

        private static String withoutMarks(String field) {
            return field.replace("(", "").replace(",", "").replace(")", "");
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Zone zone : Zone.parse(host.proc("zoneinfo"))) {
            zone.values.forEach((name, value) -> {
                Metric metric = METRICS.get(name);
                out.add(metric.type, metric.name, metric.help, value, "node", zone.node, "zone", zone.name);
            });
            for (int i = 0; i < zone.protection.size(); i++) {
                out.gauge(
                        "node_zoneinfo_protection_" + i,
                        "Protection array " + i + ". field",
                        zone.protection.get(i),
                        "node",
                        zone.node,
                        "zone",
                        zone.name);
            }
        }
    }

    private static Map.Entry<String, Metric> gauge(String field, String suffix, String help) {
        return Map.entry(field, new Metric(MetricType.GAUGE, "node_zoneinfo_" + field + suffix, help));
    }

    private static Map.Entry<String, Metric> counter(String field, String help) {
        return Map.entry(field, new Metric(MetricType.COUNTER, "node_zoneinfo_" + field + "_total", help));
    }
}
