package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Energy that packages, cores and memory used, as the CPU's running average power limit counts it, from
 * {@code /sys/class/powercap}. Root alone may read it on kernels since 5.10, as it tells too much of what the CPU
 * computes.
 *
 * <pre>
 * node_rapl_package_joules_total{index="0",path="/sys/class/powercap/intel-rapl:0"} 240422.366267
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/power/powercap/powercap.html">Kernel: power capping framework</a>
 */
final class RaplCollector implements Collector {
    private static final double MICROJOULES = 1_000_000;

    private final SysFolder root;
    private final boolean zoneLabel;

    private RaplCollector(HostPaths paths, boolean zoneLabel) {
        this.root = paths.sys("class/powercap");
        this.zoneLabel = zoneLabel;
    }

    static CollectorType.Factory declare(Flags flags) {
        // The help text is node_exporter's, and wrong there as well.
        Flag<Boolean> zoneLabel = flags.toggle(
                "collector.rapl.enable-zone-label", false, "Enables service unit metric unit_start_time_seconds");
        return (paths, log) -> new RaplCollector(paths, zoneLabel.value());
    }

    /**
     * A zone. Its index is the number at its name's end ({@code package-1}), else how many zones before it have the
     * same name ({@code core} of the second package is 1).
     */
    record Zone(String name, int index, String path, double microjoules) {
        static Zone read(SysFolder folder, Map<String, Integer> used) throws IOException {
            // The folder of the control type itself, intel-rapl, has no name.
            String name = folder.find("name").orElse("");
            if (name.isEmpty() || !folder.has("energy_uj")) {
                return null;
            }
            int dash = name.indexOf('-');
            int index = dash >= 0 && name.indexOf('-', dash + 1) < 0 ? number(name.substring(dash + 1)) : -1;
            String base = index < 0 ? name : name.substring(0, dash);
            int place = index < 0 ? used.getOrDefault(base, 0) : index;
            used.put(base, place + 1);
            return new Zone(base, place, folder.path().toString(), folder.number("energy_uj"));
        }

        private static int number(String text) {
            boolean digits =
                    !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? Integer.parseInt(text) : -1;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        Map<String, Integer> used = new HashMap<>();
        List<Zone> zones = SysDevices.read(root, "*", folder -> Zone.read(folder, used));
        for (Zone zone : zones) {
            double joules = zone.microjoules / MICROJOULES;
            String index = Integer.toString(zone.index);
            if (zoneLabel) {
                out.counter(
                        "node_rapl_joules_total",
                        "Current RAPL value in joules",
                        joules,
                        "index",
                        index,
                        "path",
                        zone.path,
                        "rapl_zone",
                        zone.name);
            } else {
                out.counter(
                        "node_rapl_" + metricName(zone.name) + "_joules_total",
                        "Current RAPL " + zone.name + " value in joules",
                        joules,
                        "index",
                        index,
                        "path",
                        zone.path);
            }
        }
    }

    /** What can't stand in a metric's name becomes an underscore, and those beside it fall in with it. */
    static String metricName(String zone) {
        StringBuilder name = new StringBuilder();
        boolean replaced = false;
        for (int i = 0; i < zone.length(); i++) {
            char c = zone.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
                if (c != '_' || !replaced) {
                    name.append(c);
                }
                replaced &= c == '_';
            } else if (!replaced) {
                int end = name.length();
                while (end > 0 && name.charAt(end - 1) == '_') {
                    end--;
                }
                name.setLength(end);
                name.append('_');
                replaced = true;
            }
        }
        return name.toString();
    }
}
